/** Hooks that nobody waits for. They end by themselves, by their timeout, or with the session. */
export class BackgroundHooks {
  private readonly abort = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  start(run: (signal: AbortSignal) => Promise<unknown>): void {
    const running = run(this.abort.signal).catch(() => undefined);
    this.running.add(running);
    void running.finally(() => this.running.delete(running));
  }

  async close(): Promise<void> {
    this.abort.abort(new Error('The session has ended.'));
    await Promise.all(this.running);
  }
}
