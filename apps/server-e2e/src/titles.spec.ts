import { afterEach, expect, it } from '@jest/globals';
import { answers } from './harness/model-turns.js';
import { checkedFetch } from './harness/checked-fetch.js';
import { Frontend } from './harness/frontend.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
let frontend: Frontend | undefined;
afterEach(async () => {
  frontend?.close();
  await stage.strike();
});

it('has the model name a conversation, and tells the frontend of 0.53 to look again', async () => {
  stage = await Stage.set(({ body }) =>
    Array.isArray((body as { tools?: unknown }).tools) ? answers('Done.') : answers('"Greet the world"'),
  );
  const { url } = await stage.startServer({ AUTO_TITLES: 'true' });
  const headers = { 'content-type': 'application/json' };
  const created = await checkedFetch(`${url}/api/conversations`, { method: 'POST', headers, body: '{}' });
  const { conversation_id: id } = (await created.json()) as { conversation_id: string };
  frontend = new Frontend(url, id);
  const { received } = frontend;
  await frontend.untilState('awaiting_user_input');

  frontend.act('message', {
    content: 'please say hello to everybody',
    image_urls: [],
    file_urls: [],
    timestamp: 'now',
  });

  await frontend.until(() => received.some(({ conversation_title: title }) => title === 'Greet the world'));
  const read = await checkedFetch(`${url}/api/conversations/${id}`);
  expect(await read.json()).toMatchObject({ title: 'Greet the world' });
});
