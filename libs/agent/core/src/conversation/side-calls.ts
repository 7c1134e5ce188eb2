/** Work of a conversation beside its run, such as questions to the model: it ends when the conversation does. */
export class SideCalls {
  private abort = new AbortController();
  private readonly active = new Set<Promise<unknown>>();

  /** Does the work; its signal is aborted when the conversation ends first. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const done = work(this.abort.signal);
    this.active.add(done);
    try {
      return await done;
    } finally {
      this.active.delete(done);
    }
  }

  /** Cuts everything off for this reason, and resolves when it has ended. */
  async end(reason: Error): Promise<void> {
    this.abort.abort(reason);
    this.abort = new AbortController();
    await Promise.allSettled([...this.active]);
  }
}
