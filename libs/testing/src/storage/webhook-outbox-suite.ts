import { describe, expect, it } from '@jest/globals';
import { aConversationSpec, aMessageEvent } from '../factories.js';
import { aClaimedConversation, storageUnderTest, type OpenStorage } from './storage-under-test.js';

const SUB_AGENT = { name: 'helper', taskId: 'task_1', depth: 1 };
const HOOK = 'http://hook.example';
const OTHER = 'http://other.example';

/** What every WebhookOutbox promises. `open` gives an empty storage. */
export function webhookOutboxSuite(name: string, open: OpenStorage): void {
  describe(`${name} as an outbox of webhooks`, () => {
    const storage = storageUnderTest(open);
    const outbox = () => storage().webhooks;
    const append = (conversation: { conversationId: string; fence: number }, count = 1) =>
      storage().events.append({ ...conversation, events: Array.from({ length: count }, () => aMessageEvent()) });

    it('knows what a webhook has not taken', async () => {
      await outbox().open([HOOK, OTHER]);
      const conversation = await aClaimedConversation(storage());
      const { conversationId } = conversation;
      expect(await outbox().listPending(HOOK)).toEqual([]);
      await append(conversation, 3);
      expect(await outbox().listPending(HOOK)).toEqual([{ conversationId, position: 0, lastSeq: 3 }]);

      await outbox().advance(HOOK, conversationId, 2);
      await outbox().advance(HOOK, conversationId, 1);
      expect(await outbox().position(HOOK, conversationId)).toBe(2);
      expect(await outbox().position(OTHER, conversationId)).toBe(0);
      expect(await outbox().listPending(HOOK)).toEqual([{ conversationId, position: 2, lastSeq: 3 }]);
      await outbox().advance(HOOK, conversationId, 3);
      expect(await outbox().listPending(HOOK)).toEqual([]);
      expect(await outbox().listPending(OTHER)).toHaveLength(1);
    });

    it('begins for a new webhook with what comes from then on', async () => {
      const old = await aClaimedConversation(storage());
      await append(old, 2);
      await outbox().open([HOOK]);
      expect(await outbox().listPending(HOOK)).toEqual([]);
      await append(old);
      await outbox().open([HOOK]);
      expect(await outbox().listPending(HOOK)).toEqual([
        { conversationId: old.conversationId, position: 2, lastSeq: 3 },
      ]);
    });

    it('forgets webhooks that are no longer named', async () => {
      const conversation = await aClaimedConversation(storage());
      await outbox().open([HOOK, OTHER]);
      await append(conversation);
      const message = { conversationId: conversation.conversationId, path: '/p', body: '{}' };
      await outbox().add([HOOK, OTHER].map((webhook) => ({ ...message, webhook })));
      await outbox().open([OTHER]);
      await outbox().open([OTHER, HOOK]);
      expect([await outbox().listPending(HOOK), await outbox().listMessages(HOOK, 9)]).toEqual([[], []]);
      expect(await outbox().listMessages(OTHER, 9)).toHaveLength(1);
      expect(await outbox().listPending(OTHER)).toHaveLength(1);
    });

    it('keeps messages in their order until they are removed, also without their conversation', async () => {
      await outbox().open([HOOK]);
      const { conversationId, fence } = await aClaimedConversation(storage());
      const messages = ['1', '2', '3'].map((body) => ({ webhook: HOOK, conversationId, path: '/p', body }));
      await outbox().add(messages);
      await storage().conversations.delete(conversationId, fence);
      const [first, second] = await outbox().listMessages(HOOK, 2);
      expect([first, second]).toMatchObject(messages.slice(0, 2));
      await outbox().remove(first!.id);
      expect((await outbox().listMessages(HOOK, 9)).map(({ body }) => body)).toEqual(['2', '3']);
    });

    it('says nothing of hidden conversations', async () => {
      await outbox().open([HOOK]);
      const hidden = await aClaimedConversation(storage(), { spec: aConversationSpec({ subAgent: SUB_AGENT }) });
      await append(hidden, 2);
      expect(await outbox().listPending(HOOK)).toEqual([]);
    });

    it('is delivered by one process at a time, and by the next when that one is late, dead or gone', async () => {
      const claim = (owner: string, now: number, takeOver?: string) =>
        outbox().claim({ owner, now, ttlMs: 10, ...(takeOver !== undefined && { takeOver }) });
      expect(await claim('one', 100)).toEqual({
        claimed: true,
        lease: { owner: 'one', expiresAt: 110, wantedAt: 0 },
      });
      expect(await claim('two', 105)).toMatchObject({ claimed: false, lease: { owner: 'one', expiresAt: 110 } });
      expect(await claim('one', 108)).toEqual({
        claimed: true,
        lease: { owner: 'one', expiresAt: 118, wantedAt: 105 },
      });
      expect((await claim('two', 112)).claimed).toBe(false);
      expect((await claim('two', 112, 'another')).claimed).toBe(false);
      expect(await claim('two', 112, 'one')).toMatchObject({ claimed: true, lease: { owner: 'two', wantedAt: 0 } });
      expect((await claim('one', 121)).claimed).toBe(false);
      expect((await claim('one', 122)).claimed).toBe(true);
      await outbox().release('two');
      expect((await claim('two', 123)).claimed).toBe(false);
      await outbox().release('one');
      expect((await claim('two', 123)).claimed).toBe(true);
    });

    it('keeps no position of a conversation that is gone', async () => {
      await outbox().open([HOOK]);
      const { conversationId, fence } = await aClaimedConversation(storage());
      await storage().conversations.delete(conversationId, fence);
      await outbox().advance(HOOK, conversationId, 5);
      expect(await outbox().position(HOOK, conversationId)).toBe(0);
    });
  });
}
