import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProcessIdentity } from '@openhands-nest/agent-ports';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { aConversationSpec, aMessageEvent, InMemoryStorage, WebhookReceiver } from '@openhands-nest/testing';
import { aClaimedConversation } from '@openhands-nest/testing/suites';
import { systemClock } from '../composition/system-clock.js';
import type { WebhookSpec } from './webhook-spec.js';
import { Webhooks } from './webhooks.js';

let receiver: WebhookReceiver;
let storage: InMemoryStorage;
let webhooks: Webhooks;
let others: Webhooks[];
let log: string[];

beforeEach(async () => {
  receiver = await WebhookReceiver.listen();
  storage = new InMemoryStorage();
  others = [];
  log = [];
});
afterEach(async () => {
  await Promise.all([webhooks, ...others].map((opened) => opened.close()));
  await receiver.close();
});

const here: ProcessIdentity = { self: 'this process', isAlive: () => true };

/** A receiver that is told of everything at once, unless more is said. */
async function open(more: Partial<WebhookSpec> = {}): Promise<void> {
  webhooks = await opened(here, more);
}

async function opened(process: ProcessIdentity, more: Partial<WebhookSpec> = {}, leaseMs = 60_000): Promise<Webhooks> {
  const spec: WebhookSpec = {
    baseUrl: receiver.url,
    headers: { 'x-own': 'yes' },
    eventBufferSize: 1,
    flushDelayMs: 60_000,
    numRetries: 1,
    retryDelayMs: 1,
    maxBatchBytes: 1_000_000,
    maxQueueSize: 1000,
    maxQueueBytes: 1_000_000,
    ...more,
  };
  const write = (message: string, details?: object): void => void log.push(`${message} ${JSON.stringify(details)}`);
  const logger = { info: write, warn: write, error: write };
  const options = { specs: [spec], storage, sessionKey: 'key', clock: systemClock, logger, process, leaseMs };
  const made = await Webhooks.open(options);
  await made.start();
  return made;
}

async function aConversation(by = webhooks, spec = aConversationSpec()) {
  const claimed = await aClaimedConversation(storage, { spec });
  const events = by.watched().events;
  const append = async (...texts: string[]): Promise<void> =>
    void (await events.append({ ...claimed, events: texts.map((text) => aMessageEvent(text)) }));
  return { ...claimed, append };
}

interface Message {
  readonly id: string;
  readonly kind: string;
  readonly llm_message: { readonly content: readonly { readonly text: string }[] };
}

const textsOf = (conversationId: string): string[] =>
  receiver.eventsOf<Message>(conversationId).map((event) => event.llm_message.content[0]?.text ?? '');
const received = (conversationId: string, count: number) =>
  receiver.until(() => textsOf(conversationId).length >= count);
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

describe('events', () => {
  it('are posted whole, with the headers of the reference, and signed', async () => {
    await open({ secret: 'shared' });
    const { conversationId, append } = await aConversation();
    await append('one');
    await received(conversationId, 1);
    const [post] = receiver.posts;
    expect(post?.path).toBe(`/events/${conversationId.replaceAll('-', '')}`);
    expect(post?.headers).toMatchObject({
      'x-own': 'yes',
      'x-session-api-key': 'key',
      'content-type': 'application/json',
    });
    const signature = createHmac('sha256', 'shared')
      .update(post?.text ?? '')
      .digest('hex');
    expect(post?.headers['x-openhands-signature-256']).toBe(`sha256=${signature}`);
    expect(post?.body).toMatchObject([{ kind: EventKind.Message, critic_result: null }]);
  });

  it('wait until there are enough of them, or for a while', async () => {
    await open({ eventBufferSize: 3, flushDelayMs: 20 });
    const { conversationId, append } = await aConversation();
    await append('1', '2', '3', '4');
    await received(conversationId, 4);
    expect(receiver.posts.map(({ body }) => (body as Message[]).length)).toEqual([3, 1]);
  });

  it('are few in a post when they are large', async () => {
    await open({ eventBufferSize: 10, flushDelayMs: 5, maxBatchBytes: 3_000 });
    const { conversationId, append } = await aConversation();
    await append('x'.repeat(5_000), 'y'.repeat(1_200), 'z'.repeat(1_200));
    await received(conversationId, 3);
    expect(receiver.posts.map(({ body }) => (body as Message[]).length)).toEqual([1, 1, 1]);
  });

  it('come in order and once, while the receiver fails now and then', async () => {
    await open({ eventBufferSize: 2 });
    let count = 0;
    receiver.answer(() => ((count += 1) % 3 === 0 ? 500 : 200));
    const { conversationId, append } = await aConversation();
    for (const text of numbers(1, 30)) await append(text);
    await received(conversationId, 30);
    expect(textsOf(conversationId)).toEqual(numbers(1, 30));
  });

  it('of one conversation do not wait for those of another', async () => {
    await open();
    const [stuck, free] = [await aConversation(), await aConversation()];
    receiver.answer(({ path }) => (path.includes(stuck.conversationId.slice(0, 8)) ? 0 : 200));
    await stuck.append('one');
    await free.append('two');
    await received(free.conversationId, 1);
    expect(textsOf(stuck.conversationId)).toEqual([]);
  });

  it('are written as fast as ever when the receiver is gone, and come when it is back', async () => {
    await open();
    const { port } = receiver;
    await receiver.close();
    const { conversationId, append } = await aConversation();
    await append(...numbers(1, 500));
    await append('last');
    receiver = await WebhookReceiver.listen(port);
    await received(conversationId, 501);
    expect(textsOf(conversationId)).toEqual([...numbers(1, 500), 'last']);
  });

  it('that were not taken are taken up by the next server', async () => {
    await open({ eventBufferSize: 2 });
    receiver.answer(503);
    const { conversationId, append } = await aConversation();
    await append('1', '2', '3');
    await receiver.until((posts) => posts.length > 2);
    await webhooks.close();
    expect(log.some((line) => line.includes('does not take posts') && !line.includes('one'))).toBe(true);

    receiver.answer(200);
    await open();
    await received(conversationId, 3);
    expect(textsOf(conversationId)).toEqual(['1', '2', '3']);
  });

  it('of a conversation that is removed are not lost', async () => {
    await open({ eventBufferSize: 2 });
    receiver.answer(500);
    const { conversationId, fence, append } = await aConversation();
    await append('1', '2', '3');
    await webhooks.watched().conversations.delete(conversationId, fence);
    await webhooks.tell(conversationId, '{"execution_status":"deleting"}');
    receiver.answer(200);
    await receiver.until((posts) => posts.some(({ path, status }) => path === '/conversations' && status === 200));
    expect(textsOf(conversationId)).toEqual(['1', '2', '3']);
  });
});

describe('two servers on one database', () => {
  const there: ProcessIdentity = { self: 'another process', isAlive: () => true };

  it('deliver once what both of them write', async () => {
    webhooks = await opened(here, {}, 200);
    const second = await opened(there, {}, 200);
    others.push(second);
    const [mine, theirs] = [await aConversation(), await aConversation(second)];
    await mine.append('one');
    await theirs.append('two', 'three');
    await received(mine.conversationId, 1);
    await received(theirs.conversationId, 2);
    await second.tell(theirs.conversationId, '{"told":"by the other"}');
    await receiver.until((posts) => posts.some(({ path }) => path === '/conversations'));
    expect(textsOf(mine.conversationId)).toEqual(['one']);
    expect(textsOf(theirs.conversationId)).toEqual(['two', 'three']);
  });

  it('go on when the one that delivers has ended', async () => {
    await open();
    const second = await opened(there, {}, 200);
    others.push(second);
    receiver.answer(503);
    const { conversationId, append } = await aConversation();
    await append('one');
    await receiver.until((posts) => posts.length > 0);
    await webhooks.close();
    receiver.answer(200);
    await received(conversationId, 1);
    expect(textsOf(conversationId)).toEqual(['one']);
  });

  it('go on at once when the one that delivers is dead', async () => {
    receiver.answer(0);
    await open();
    const { conversationId, append } = await aConversation();
    await append('one');
    await receiver.until((posts) => posts.length > 0);
    receiver.answer(200);
    others.push(await opened({ ...there, isAlive: (owner) => owner !== here.self }));
    await received(conversationId, 1);
  });
});

describe('conversations of sub-agents', () => {
  it('are told to nobody', async () => {
    await open();
    const subAgent = { name: 'helper', taskId: 'task_1', depth: 1 };
    const hidden = await aConversation(webhooks, aConversationSpec({ subAgent }));
    const shown = await aConversation();
    await hidden.append('secret');
    await shown.append('open');
    await received(shown.conversationId, 1);
    await webhooks.watched().conversations.delete(hidden.conversationId, hidden.fence);
    await webhooks.close();
    expect(receiver.posts.map(({ path }) => path)).toEqual([`/events/${shown.conversationId.replaceAll('-', '')}`]);
  });
});
