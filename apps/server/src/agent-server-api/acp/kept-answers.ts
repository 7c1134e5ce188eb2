/** Milliseconds for which an answer counts. */
const KEPT_MS = 300_000;
/** Answers that are got at the same time, and that are kept. */
const MAX_AT_ONCE = 2;
const MAX_KEPT = 100;

/** Answers that are dear to get: asked for once by all who want them at the same time, and kept for a while. */
export class KeptAnswers<T> {
  private readonly kept = new Map<string, { readonly answer: T; readonly until: number }>();
  private readonly underWay = new Map<string, Promise<T>>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;

  /** @param isWorthKeeping others are got anew each time */
  constructor(private readonly isWorthKeeping: (answer: T) => boolean) {}

  get(key: string, refresh: boolean, ask: () => Promise<T>): Promise<T> {
    const kept = refresh ? undefined : this.kept.get(key);
    if (kept && kept.until > Date.now()) return Promise.resolve(kept.answer);
    const asked = this.underWay.get(key) ?? this.askInTurn(key, ask);
    this.underWay.set(key, asked);
    return asked;
  }

  private async askInTurn(key: string, ask: () => Promise<T>): Promise<T> {
    try {
      await this.turn();
      const answer = await ask();
      if (this.isWorthKeeping(answer)) this.keep(key, answer);
      return answer;
    } finally {
      this.underWay.delete(key);
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    this.busy += 1;
    if (this.busy > MAX_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private keep(key: string, answer: T): void {
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(key, { answer, until: Date.now() + KEPT_MS });
  }
}
