import type { ClaimRequest, Lease, LeaseStore } from '@openhands-nest/agent-ports';
import type { Channel } from '../channel/channel.js';

export class SqliteLeaseStore implements LeaseStore {
  constructor(private readonly channel: Channel) {}

  claim(request: ClaimRequest): Promise<{ readonly claimed: boolean; readonly lease: Lease }> {
    return this.channel.call('claimLease', request);
  }

  renew(owner: string, ttlMs: number, now: number): Promise<readonly string[]> {
    return this.channel.call('renewLeases', { owner, expiresAt: now + ttlMs });
  }

  async release(conversationId: string, fence: number): Promise<void> {
    await this.channel.call('releaseLease', { conversationId, fence });
  }
}
