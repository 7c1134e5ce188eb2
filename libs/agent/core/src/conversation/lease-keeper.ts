import {
  ConversationOwnedElsewhereError,
  type Clock,
  type LeaseStore,
  type Logger,
  type ProcessIdentity,
} from '@openhands-nest/agent-ports';

export interface LeaseKeeperOptions {
  readonly leases: LeaseStore;
  readonly process: ProcessIdentity;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ttlMs: number;
  readonly renewMs: number;
  /** Told when another process has taken a conversation. */
  readonly onLost: (conversationId: string) => void;
}

/** Holds the leases of all conversations that this process owns, and renews them. */
export class LeaseKeeper {
  private readonly fences = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: LeaseKeeperOptions) {
    this.timer = setInterval(() => void this.renew(), options.renewMs);
    this.timer.unref();
  }

  /** Makes this process the owner and returns the fencing number. @throws ConversationOwnedElsewhereError */
  async claim(conversationId: string): Promise<number> {
    const { process } = this.options;
    let { claimed, lease } = await this.tryClaim(conversationId);
    if (!claimed && !process.isAlive(lease.owner))
      ({ claimed, lease } = await this.tryClaim(conversationId, lease.fence));
    if (!claimed) throw new ConversationOwnedElsewhereError(conversationId, lease.owner);
    this.fences.set(conversationId, lease.fence);
    return lease.fence;
  }

  async release(conversationId: string): Promise<void> {
    const fence = this.fences.get(conversationId);
    this.fences.delete(conversationId);
    if (fence !== undefined) await this.options.leases.release(conversationId, fence);
  }

  /** Forgets a lease without giving it back. */
  forget(conversationId: string): void {
    this.fences.delete(conversationId);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private tryClaim(conversationId: string, takeOver?: number): ReturnType<LeaseStore['claim']> {
    const { leases, process, clock, ttlMs } = this.options;
    const request = { conversationId, owner: process.self, ttlMs, now: clock.now() };
    return leases.claim(takeOver === undefined ? request : { ...request, takeOver });
  }

  private async renew(): Promise<void> {
    const { leases, process, clock, ttlMs, logger, onLost } = this.options;
    const held = [...this.fences.keys()];
    if (held.length === 0) return;
    try {
      const renewed = new Set(await leases.renew(process.self, ttlMs, clock.now()));
      for (const conversationId of held)
        if (!renewed.has(conversationId) && this.fences.has(conversationId)) onLost(conversationId);
    } catch (error) {
      logger.error('The leases could not be renewed; trying again.', { error: String(error) });
    }
  }
}
