import { abortable } from '../run/abortable.js';

/** So many may work at once; the others wait for their turn. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Does the work when a place is free. @throws the signal's reason when that comes first */
  async use<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.take(signal);
    try {
      return await work();
    } finally {
      this.give();
    }
  }

  private async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    let enter = (): void => undefined;
    const turn = new Promise<void>((resolve) => this.waiting.push((enter = resolve)));
    try {
      await abortable(turn, signal);
    } catch (error) {
      this.leave(enter);
      throw error;
    }
  }

  /** One that was let in while it gave up passes its place on. */
  private leave(enter: () => void): void {
    const place = this.waiting.indexOf(enter);
    if (place === -1) this.give();
    else this.waiting.splice(place, 1);
  }

  private give(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}
