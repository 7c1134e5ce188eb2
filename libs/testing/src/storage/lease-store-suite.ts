import { describe, expect, it } from '@jest/globals';
import { ConversationNotFoundError, LeaseLostError, type LeaseStore } from '@openhands-nest/agent-ports';
import { aConversationRecord, aMessageEvent } from '../factories.js';
import { storageUnderTest, type OpenStorage } from './storage-under-test.js';

/** What every LeaseStore promises. `open` gives an empty storage. */
export function leaseStoreSuite(name: string, open: OpenStorage): void {
  describe(`${name} as a lease store`, () => {
    const storage = storageUnderTest(open);

    async function aConversation(): Promise<string> {
      const record = aConversationRecord();
      await storage().conversations.create(record);
      return record.id;
    }
    function claim(conversationId: string, owner: string, now = 0, takeOver?: number): ReturnType<LeaseStore['claim']> {
      return storage().leases.claim({ conversationId, owner, ttlMs: 100, now, takeOver });
    }

    it('gives the first who claims the number 1', async () => {
      const conversationId = await aConversation();
      const lease = { conversationId, fence: 1, owner: 'a', expiresAt: 150 };
      expect(await claim(conversationId, 'a', 50)).toEqual({ claimed: true, lease });
    });

    it('answers the lease that stands in the way', async () => {
      const conversationId = await aConversation();
      const { lease } = await claim(conversationId, 'a');
      expect(await claim(conversationId, 'b', 99)).toEqual({ claimed: false, lease });
    });

    it('keeps the number when the owner claims again, also after its time', async () => {
      const conversationId = await aConversation();
      await claim(conversationId, 'a');

      expect(await claim(conversationId, 'a', 50)).toMatchObject({
        claimed: true,
        lease: { fence: 1, expiresAt: 150 },
      });
      expect(await claim(conversationId, 'a', 500)).toMatchObject({
        claimed: true,
        lease: { fence: 1, expiresAt: 600 },
      });
    });

    it('gives an expired lease to another owner under the next number', async () => {
      const conversationId = await aConversation();
      await claim(conversationId, 'a');
      expect(await claim(conversationId, 'b', 100)).toMatchObject({ claimed: true, lease: { fence: 2, owner: 'b' } });
    });

    it('lets a dead owner’s lease be taken over by its number, once', async () => {
      const conversationId = await aConversation();
      await claim(conversationId, 'dead');

      const first = await claim(conversationId, 'b', 1, 1);
      const second = await claim(conversationId, 'c', 2, 1);

      expect(first).toMatchObject({ claimed: true, lease: { fence: 2, owner: 'b' } });
      expect(second).toEqual({ claimed: false, lease: first.lease });
    });

    it('gives one of many who claim at the same time the lease', async () => {
      const conversationId = await aConversation();
      const claims = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => claim(conversationId, owner)));
      expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
      expect(new Set(claims.map(({ lease }) => lease.owner)).size).toBe(1);
    });

    it('refuses to claim a conversation that does not exist', async () => {
      await expect(claim('unknown', 'a')).rejects.toBeInstanceOf(ConversationNotFoundError);
    });

    it('renews what an owner holds and names it', async () => {
      const [one, other, foreign] = [await aConversation(), await aConversation(), await aConversation()];
      await claim(one, 'a');
      await claim(other, 'a');
      await claim(foreign, 'b');

      const renewed = await storage().leases.renew('a', 100, 90);

      expect(new Set(renewed)).toEqual(new Set([one, other]));
      expect(await claim(one, 'c', 150)).toMatchObject({ claimed: false, lease: { expiresAt: 190 } });
      expect(await claim(foreign, 'c', 150)).toMatchObject({ claimed: true });
    });

    it('no longer renews what was taken over', async () => {
      const conversationId = await aConversation();
      await claim(conversationId, 'a');
      await claim(conversationId, 'b', 200);
      expect(await storage().leases.renew('a', 100, 200)).toEqual([]);
    });

    it('is free after a release, and the next owner gets a higher number', async () => {
      const conversationId = await aConversation();
      await claim(conversationId, 'a');

      await storage().leases.release(conversationId, 1);

      expect(await claim(conversationId, 'b', 1)).toMatchObject({ claimed: true, lease: { fence: 2, owner: 'b' } });
      expect(await storage().leases.renew('a', 100, 1)).toEqual([]);
    });

    it('refuses writes of whoever has released', async () => {
      const conversationId = await aConversation();
      await claim(conversationId, 'a');
      await storage().leases.release(conversationId, 1);

      const append = storage().events.append({ conversationId, fence: 1, events: [aMessageEvent()] });

      await expect(append).rejects.toBeInstanceOf(LeaseLostError);
    });

    it('leaves a lease alone that is no longer that of the releaser', async () => {
      const conversationId = await aConversation();
      await claim(conversationId, 'a');
      const { lease } = await claim(conversationId, 'b', 100);

      await storage().leases.release(conversationId, 1);

      expect(await claim(conversationId, 'c', 150)).toEqual({ claimed: false, lease });
    });
  });
}
