import type { ClaimRequest, Lease, LeaseStore } from '@openhands-nest/agent-ports';
import type { ConversationState, InMemoryState } from './in-memory-state.js';

export class InMemoryLeaseStore implements LeaseStore {
  constructor(private readonly state: InMemoryState) {}

  async claim(request: ClaimRequest): Promise<{ readonly claimed: boolean; readonly lease: Lease }> {
    const { conversationId, owner, now, ttlMs } = request;
    const conversation = this.state.get(conversationId);
    const current = conversation.lease;
    if (current && blocks(current, request))
      return { claimed: false, lease: { ...current, owner: current.owner ?? '' } };

    const lease = { conversationId, owner, fence: nextFence(current, owner), expiresAt: now + ttlMs };
    conversation.lease = lease;
    return { claimed: true, lease };
  }

  async renew(owner: string, ttlMs: number, now: number): Promise<readonly string[]> {
    const owned = [...this.state.conversations.values()].filter(({ lease }) => lease?.owner === owner);
    for (const conversation of owned) conversation.lease = { ...conversation.lease!, expiresAt: now + ttlMs };
    return owned.map(({ record }) => record.id);
  }

  async release(conversationId: string, fence: number): Promise<void> {
    const conversation = this.state.conversations.get(conversationId);
    if (conversation?.lease?.fence !== fence) return;
    conversation.lease = { conversationId, owner: undefined, fence: fence + 1, expiresAt: 0 };
  }
}

type CurrentLease = NonNullable<ConversationState['lease']>;

function blocks(current: CurrentLease, { owner, now, takeOver }: ClaimRequest): boolean {
  const free = current.owner === undefined || current.expiresAt <= now;
  return !free && current.owner !== owner && current.fence !== takeOver;
}

/** A release has already moved the number on. */
function nextFence(current: CurrentLease | undefined, owner: string): number {
  if (!current) return 1;
  return current.owner === undefined || current.owner === owner ? current.fence : current.fence + 1;
}
