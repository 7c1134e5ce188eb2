import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aMessageEvent, InMemoryStorage, WebhookReceiver } from '@openhands-nest/testing';
import { aClaimedConversation } from '@openhands-nest/testing/suites';
import { systemClock } from '../composition/system-clock.js';
import { DeliveryLease } from './delivery-lease.js';
import { Webhook } from './webhook.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let storage: InMemoryStorage;
let told: string[];
let wake: () => void;
let lease: DeliveryLease;
beforeEach(() => {
  storage = new InMemoryStorage();
  told = [];
});
afterEach(async () => {
  await lease.close();
  await storage.close();
});

async function start(self: string, deadOnes: readonly string[] = []): Promise<void> {
  const note = (what: string) => async () => {
    told.push(what);
    wake?.();
  };
  lease = new DeliveryLease({
    outbox: storage.webhooks,
    process: { self, isAlive: (owner) => !deadOnes.includes(owner) },
    clock: systemClock,
    logger: quiet,
    ttlMs: 100,
    onGained: note('gained'),
    onLost: note('lost'),
    onShared: note('shared'),
  });
  await lease.start();
}

async function until(what: string): Promise<void> {
  while (told.at(-1) !== what) await new Promise<void>((resolve) => (wake = resolve));
}

const another = (takeOver?: string) =>
  storage.webhooks.claim({ owner: 'another', ttlMs: 60_000, now: Date.now(), ...(takeOver && { takeOver }) });

describe('the right to deliver', () => {
  it('is had by the first one, who learns of others', async () => {
    await start('one');
    expect([told, lease.isHeld]).toEqual([['gained'], true]);
    expect((await another()).claimed).toBe(false);
    await until('shared');
  });

  it('is lost when another one takes it over', async () => {
    await start('one');
    expect((await another('one')).claimed).toBe(true);
    await until('lost');
    expect(lease.isHeld).toBe(false);
  });

  it('is taken over at once from the dead, and waited for while the owner lives', async () => {
    await another();
    await start('one', ['another']);
    expect(lease.isHeld).toBe(true);
    await lease.close();

    await another();
    await start('two');
    expect(lease.isHeld).toBe(false);
    await storage.webhooks.release('another');
    await until('gained');
  });
});

describe('a webhook that is not to deliver any more', () => {
  it('cuts off what is under way, and takes all of it up when it may again', async () => {
    await start('one');
    const receiver = await WebhookReceiver.listen();
    const spec = {
      baseUrl: receiver.url,
      headers: {},
      eventBufferSize: 1,
      flushDelayMs: 60_000,
      numRetries: 0,
      retryDelayMs: 1,
      maxBatchBytes: 1_000_000,
      maxQueueSize: 1000,
      maxQueueBytes: 1_000_000,
    };
    const outbox = storage.webhooks;
    await outbox.open([receiver.url]);
    const parts = { spec, sessionKey: undefined, log: storage.events, outbox, clock: systemClock, logger: quiet };
    const webhook = new Webhook(parts);
    await webhook.start();
    receiver.answer(0);
    const claimed = await aClaimedConversation(storage);
    await storage.events.append({ ...claimed, events: [aMessageEvent('one')] });
    webhook.noticeEvents(claimed.conversationId, 1);
    await receiver.until((posts) => posts.length === 1);

    await webhook.pause();
    webhook.noticeEvents(claimed.conversationId, 1);
    webhook.noticeMessages();
    expect(await outbox.position(receiver.url, claimed.conversationId)).toBe(0);
    receiver.answer(200);
    await webhook.start();
    await receiver.until((posts) => posts.length === 2);
    await webhook.close(1_000);
    expect(receiver.posts.map(({ status }) => status)).toEqual([0, 200]);
    expect(await outbox.position(receiver.url, claimed.conversationId)).toBe(1);
    await receiver.close();
  });
});
