/** Milliseconds that one question may take. */
const PATIENCE_MS = 1_000;

/** Whether a program on loopback answers a path of its own with success or a redirect. */
export async function probeHealth(port: number, path: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const { status, body } = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', signal });
    await body?.cancel();
    return status >= 200 && status < 400;
  } catch {
    return false;
  }
}
