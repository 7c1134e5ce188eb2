/** A time-limited right to write to one conversation. */
export interface Lease {
  readonly conversationId: string;
  /** Grows with every change of owner; carried by every append. */
  readonly fence: number;
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface ClaimRequest {
  readonly conversationId: string;
  /** Names the process: see `ProcessIdentity`. */
  readonly owner: string;
  readonly ttlMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Fence of a lease whose owner is known to be dead: it is taken over although it has not expired. */
  readonly takeOver?: number;
}

export interface LeaseStore {
  /**
   * Claims the conversation if nobody holds it, the holder's time is over, it is already ours (same fence), or `takeOver` names the holder's lease.
   * Otherwise answers the lease that stands in the way. @throws ConversationNotFoundError
   */
  claim(request: ClaimRequest): Promise<{ readonly claimed: boolean; readonly lease: Lease }>;
  /** Prolongs all leases of an owner. Returns the conversations still owned by it. */
  renew(owner: string, ttlMs: number, now: number): Promise<readonly string[]>;
  /** Gives a lease back; a lease that is no longer ours stays as it is. */
  release(conversationId: string, fence: number): Promise<void>;
}

/** Tells whether the process that an owner string names is still alive on this machine. */
export interface ProcessIdentity {
  /** This process, unique over reboots and reuse of process ids. */
  readonly self: string;
  /** False only if the owner is certainly dead; owners on other machines count as alive. */
  isAlive(owner: string): boolean;
}
