import type { Clock, Logger, OutboxClaim, ProcessIdentity, WebhookOutbox } from '@openhands-nest/agent-ports';

export interface DeliveryLeaseOptions {
  readonly outbox: WebhookOutbox;
  readonly process: ProcessIdentity;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds for which the right to deliver holds when its owner says nothing. Default: 15 000. */
  readonly ttlMs?: number;
  /** This process delivers from now on. */
  readonly onGained: () => Promise<void>;
  /** Another one does. */
  readonly onLost: () => Promise<void>;
  /** Another one writes to the same database: what it has written is to be looked for. */
  readonly onShared: () => Promise<void>;
}

const TTL_MS = 15_000;
/** Attempts in the time for which the right holds. */
const ATTEMPTS = 5;

/** The right to deliver: of the processes on one database the one that has it posts what all of them write. */
export class DeliveryLease {
  #isHeld = false;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly options: DeliveryLeaseOptions) {}

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Resolves when it is known whether this process delivers; it is asked for again and again. */
  async start(): Promise<void> {
    const { ttlMs = TTL_MS } = this.options;
    this.#timer = setInterval(() => void this.#inTurn(), ttlMs / ATTEMPTS).unref();
    await this.#inTurn();
  }

  /** Gives the right back. What is under way has to be ended before. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
    if (this.#isHeld) await this.options.outbox.release(this.options.process.self);
    this.#isHeld = false;
  }

  #inTurn(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#ask()).catch((error: unknown) => this.#report(error));
    return this.#turn;
  }

  async #ask(): Promise<void> {
    const { process, clock, ttlMs = TTL_MS, onGained, onLost, onShared } = this.options;
    const now = clock.now();
    let { claimed, lease } = await this.#claim({ now });
    if (!claimed && !process.isAlive(lease.owner))
      ({ claimed, lease } = await this.#claim({ now, takeOver: lease.owner }));
    const before = this.#isHeld;
    this.#isHeld = claimed;
    if (claimed && !before) await onGained();
    else if (!claimed && before) await onLost();
    else if (claimed && lease.wantedAt > now - ttlMs) await onShared();
  }

  #claim(request: Pick<OutboxClaim, 'now' | 'takeOver'>): ReturnType<WebhookOutbox['claim']> {
    const { outbox, process, ttlMs = TTL_MS } = this.options;
    return outbox.claim({ owner: process.self, ttlMs, ...request });
  }

  #report(error: unknown): void {
    this.options.logger.error('The right to deliver to webhooks could not be asked for; trying again.', {
      error: String(error),
    });
  }
}
