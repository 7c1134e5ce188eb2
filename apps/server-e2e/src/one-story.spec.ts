import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { checkedFetch } from './harness/checked-fetch.js';
import { Frontend, type FrontendMessage } from './harness/frontend.js';
import { answers, runs } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

const SECRET = 'xyzzy-plugh-4711';

let stage: Stage;
const clients: { close(): void }[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await stage.strike();
});

type Body = Readonly<Record<string, unknown>>;
interface AgentEvent extends Body {
  readonly id: string;
  readonly kind: string;
  readonly key?: string;
}

async function call(url: string, method = 'GET', body?: unknown): Promise<Body> {
  const response = await checkedFetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect([url, response.ok]).toEqual([url, true]);
  return (await response.json()) as Body;
}

/** Gathers the stored events that a client of the Agent Server hears of. */
function followAsAgentClient(origin: string, id: string): AgentEvent[] {
  const received: AgentEvent[] = [];
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/sockets/events/${id}?resend_mode=all`);
  socket.on('message', (data: Buffer) => {
    const event = JSON.parse(data.toString()) as AgentEvent;
    if (event.key !== 'full_state' && event.kind !== 'StreamingDeltaEvent') received.push(event);
  });
  clients.push(socket);
  return received;
}

const isEvent = ({ id }: FrontendMessage): boolean => typeof id === 'number';
/** What happens now is shown as the agent's over Socket.IO. */
const withoutSource = ({ source: _source, ...event }: Body): Body => event;

it('is one story, however it is watched: settings, secrets and approval of 0.53 at work', async () => {
  stage = await Stage.set([runs('printf %s "$DB_KEY" | tee key.txt; git var GIT_AUTHOR_IDENT'), answers('Done.')]);
  const { url, agentServerUrl } = await stage.startServer();
  await call(`${url}/api/settings`, 'POST', {
    confirmation_mode: true,
    git_user_name: 'Ada Lovelace',
    git_user_email: 'ada@example.com',
  });
  await call(`${url}/api/secrets`, 'POST', { name: 'db_key', value: SECRET, description: 'the database' });

  const { conversation_id: id } = (await call(`${url}/api/conversations`, 'POST', {
    initial_user_msg: 'Note the key.',
  })) as { conversation_id: string };
  const page = new Frontend(url, id);
  clients.push(page);
  const agentEvents = followAsAgentClient(agentServerUrl, id);
  await page.untilState('awaiting_user_confirmation');
  page.act('change_agent_state', { agent_state: 'user_confirmed' });
  await page.until(() => page.received.some(({ args }) => args?.['content'] === 'Done.'));
  await page.untilState('awaiting_user_input');

  // The secret was used, and nobody was shown it; the author is the one of the settings.
  expect(await readFile(join(stage.workspaceOf(id), 'key.txt'), 'utf8')).toBe(SECRET);
  const ran = page.received.find(({ observation }) => observation === 'run');
  expect(ran?.content).toContain('Ada Lovelace <ada@example.com>');
  const confirmed = page.received
    .filter(({ action }) => action === 'run')
    .map(({ args }) => args?.['confirmation_state']);
  expect(confirmed.slice(-2)).toEqual(['awaiting_confirmation', 'confirmed']);
  expect(page.received.find(({ id: eventId }) => eventId === ran?.cause)?.args).toMatchObject({
    confirmation_state: 'confirmed',
  });

  // REST shows what the sockets have shown, event by event.
  const rest = (await call(`${url}/api/conversations/${id}/events?limit=100`)) as { events: Body[] };
  const byId = new Map(rest.events.map((event) => [event['id'], event]));
  const heard = page.received.filter(isEvent) as unknown as Body[];
  expect(heard.map(withoutSource)).toEqual(heard.map((event) => withoutSource(byId.get(event['id']) ?? {})));
  const search = (await call(`${agentServerUrl}/api/conversations/${id}/events/search?limit=100`)) as { items: Body[] };
  while (agentEvents.length < search.items.length) await new Promise((resolve) => setImmediate(resolve));
  expect(agentEvents.map((event) => event.id)).toEqual(search.items.map((event) => event['id']));
  expect(JSON.stringify([page.received, rest, search, agentEvents])).not.toContain(SECRET);
});
