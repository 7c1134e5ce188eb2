/** Whether the engine has taken up what an earlier server left, and is not shutting down yet. */
export class Readiness {
  #phase: 'starting' | 'ready' | 'closing' = 'starting';

  get isReady(): boolean {
    return this.#phase === 'ready';
  }

  /** Why not, as a sentence. */
  get message(): string {
    return this.#phase === 'closing'
      ? 'The server is shutting down. Try again in a moment.'
      : 'The server is starting. Try again in a moment.';
  }

  markReady(): void {
    if (this.#phase === 'starting') this.#phase = 'ready';
  }

  markClosing(): void {
    this.#phase = 'closing';
  }
}
