import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/client';
import { WebhookReceiver } from '@openhands-nest/testing';
import { answers, runs } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.listen();
});
afterEach(async () => {
  await stage.strike();
  await receiver.close();
});

const idsIn = (events: readonly { readonly id: string }[]): string[] => [...new Set(events.map(({ id }) => id))];

it('tells a receiver everything in order, although both of them break down', async () => {
  stage = await Stage.set([runs('echo one'), runs('echo two'), answers('Done.')]);
  const environment = {
    OH_WEBHOOKS_0_BASE_URL: `${receiver.url}/hook`,
    OH_WEBHOOKS_0_EVENT_BUFFER_SIZE: '3',
    OH_WEBHOOKS_0_FLUSH_DELAY: '0.2',
    OH_WEBHOOKS_0_RETRY_DELAY: '0.05',
  };
  let posts = 0;
  receiver.answer(() => ((posts += 1) <= 2 ? 200 : 503));
  const first = await stage.startServer(environment);
  const { conversation_id: id } = await stage.clientOf(first).newConversation({ initial_user_msg: 'Print.' });
  await stage.clientOf(first).waitUntil(id);
  await receiver.until((received) => received.length >= 4);
  await first.stop('SIGKILL');

  receiver.answer(200);
  const second = await stage.startServer(environment);
  const client = stage.clientOf(second);
  const log: ConversationEvent[] = [];
  for await (const event of client.allEvents(id)) log.push(event);
  const taken = () =>
    receiver.posts
      .filter(({ path, status }) => path === `/hook/events/${id.replaceAll('-', '')}` && status === 200)
      .flatMap(({ body }) => body as ConversationEvent[]);
  await receiver.until(() => idsIn(taken()).length >= log.length);
  expect(idsIn(taken())).toEqual(log.map((event) => event.id));

  const conversations = receiver.posts.filter(({ path, status }) => path === '/hook/conversations' && status === 200);
  expect(conversations.map(({ body }) => (body as { title: unknown; id: string }).id.replaceAll('-', ''))).toContain(
    id.replaceAll('-', ''),
  );
  await fetch(`${second.agentServerUrl}/api/conversations/${id}`, { method: 'DELETE' });
  await receiver.until((received) =>
    received.some(({ body }) => (body as { execution_status?: string }).execution_status === 'deleting'),
  );
});
