import { OpenHandsError } from '@openhands-nest/client';
import { SERVER } from './files.js';
import { DemoError } from './demo-error.js';
import { runDemo } from './run-demo.js';
import { Scene } from './scene.js';
import { DemoServer } from './server/demo-server.js';
import { createPaint } from './terminal/paint.js';

const INTERRUPTED = 130;
const NEXT_STEPS = `
With a real model:

  LLM_MODEL=anthropic/claude-sonnet-4-5 LLM_API_KEY=… npm start

and then, in another terminal:

  curl -s http://127.0.0.1:3000/api/conversations -H 'content-type: application/json' \\
    -d '{"initial_user_msg": "Write a file hello.txt that says hello."}'

The README goes on from there.`;

const paint = createPaint(process.stdout, process.env);
const interruption = new AbortController();
const scene = await Scene.create();
let server: DemoServer | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interruption.abort());
}
// The last resort, for ends that nobody foresaw: no server and no folder stay behind.
process.once('exit', () => {
  server?.kill();
  scene.remove();
});

process.exitCode = await perform();
await server?.stop();
// What is left open (a socket that is being closed) must not keep a person waiting.
process.exit();

async function perform(): Promise<number> {
  try {
    const startServer = (dataDirectory: string, sessionKey: string): DemoServer =>
      (server = new DemoServer({ file: SERVER, dataDirectory, sessionKey }));
    await runDemo({
      scene,
      startServer,
      print: (lines) => lines.forEach((line) => console.log(line)),
      paint,
      signal: interruption.signal,
    });
    console.log(NEXT_STEPS);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) {
      console.error('Interrupted: nothing is left behind.');
      return INTERRUPTED;
    }
    console.error(paint.red(`\n✗ ${sentenceOf(error)}`));
    return 1;
  }
}

/** A stack is of use only for what nobody foresaw. */
function sentenceOf(error: unknown): string {
  if (error instanceof DemoError || error instanceof OpenHandsError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
