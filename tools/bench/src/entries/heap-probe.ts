// Loaded into the server before its own code, with --expose-gc: at SIGUSR2 it prints what is in use after a collection.
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ memoryInUse: heapUsed + external })}\n`);
});
