/** Tells when nothing has happened for a while. */
export class IdleWatch {
  /** Rejects, with what `reason` makes, once the time has passed without a sign. Never resolves. */
  readonly passed: Promise<never>;
  private timer: NodeJS.Timeout | undefined;
  private expire: () => void = () => undefined;

  /** @param limitMs milliseconds without a sign */
  constructor(
    private readonly limitMs: number,
    reason: () => Error,
  ) {
    this.passed = new Promise((_, reject) => (this.expire = () => reject(reason())));
    this.passed.catch(() => undefined);
    this.sign();
  }

  sign(): void {
    this.stop();
    // Longer times would be over at once.
    this.timer = setTimeout(this.expire, Math.min(this.limitMs, 2 ** 31 - 1));
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
