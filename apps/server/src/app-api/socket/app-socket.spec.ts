import { afterEach, describe, expect, it } from '@jest/globals';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { LlmError, LlmErrorKind } from '@openhands-nest/agent-ports';
import { callTo, InMemoryStorage, retrying, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer, type TestServerOptions } from '../../__fixtures__/open-test-server.js';
import { AppClient, idsIn, statesIn } from './__fixtures__/app-client.js';

const ID = '11111111-2222-4333-8444-555555555555';
const KEY = 'key-of-the-test';

let server: TestServer;
const clients: AppClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

async function open(options: Partial<TestServerOptions> = {}): Promise<void> {
  server = await openTestServer({
    storage: new InMemoryStorage(),
    llm: ScriptedLlm.always(say('Hello.')),
    ...options,
  });
  await server.engine.create({ conversationId: ID });
}

function join(query: Record<string, string> = {}, options: Parameters<typeof AppClient.open>[2] = {}): AppClient {
  const client = AppClient.open(server.url, { conversation_id: toHexId(ID), latest_event_id: '-1', ...query }, options);
  clients.push(client);
  return client;
}

const messagesIn = (received: readonly AnyJson[]): string[] =>
  received.flatMap((message) => (message.action === 'message' ? [message.args.content as string] : []));

describe('a client', () => {
  it('hears at once where the agent stands, says something, and hears all that follows', async () => {
    await open();
    const client = join({ providers_set: 'github,gitlab', session_api_key: 'null' });
    await client.untilState('awaiting_user_input');

    client.say('Hi there');
    await client.until((received) => messagesIn(received).length === 2);
    const received = await client.untilState('awaiting_user_input');

    expect(messagesIn(received)).toEqual(['Hi there', 'Hello.']);
    expect(statesIn(received)).toEqual(['awaiting_user_input', 'running', 'awaiting_user_input']);
    expect(received.find(({ observation }) => observation === 'recall')).toMatchObject({ source: 'agent' });
    await client.until((all) => all.some(({ conversation_title: title }) => title === 'Hi there'));
    const ids = idsIn(received);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
  });

  it.each([['polling'], ['websocket'], ['polling', 'websocket']])('may use %s', async (...transports) => {
    await open();
    const client = join({}, { transports: transports as ('polling' | 'websocket')[] });
    await client.untilState('awaiting_user_input');
    client.socket.emit('oh_action', { action: 'message', args: { content: 'Hi' } });
    await client.until((received) => messagesIn(received).includes('Hello.'));
  });

  it('counts as connected', async () => {
    await open();
    await join().untilState('awaiting_user_input');
    const info = await (await fetch(`${server.url}/api/conversations/${toHexId(ID)}`)).json();
    expect(info).toMatchObject({ num_connections: 1 });
  });

  it('starts a stopped conversation by connecting', async () => {
    await open();
    await server.engine.stop(ID);
    await join().untilState('awaiting_user_input');
    expect((await server.engine.get(ID)).record.live).toBe(true);
  });

  it('is disconnected when the conversation is removed', async () => {
    await open();
    const client = join();
    await client.untilState('awaiting_user_input');
    const ended = client.disconnected();
    await server.engine.delete(ID);
    expect(await ended).toBe('io server disconnect');
  });
});

describe('a replay', () => {
  async function finished(): Promise<readonly AnyJson[]> {
    await open();
    const client = join();
    await client.untilState('awaiting_user_input');
    client.say('Hi');
    await client.until((received) => messagesIn(received).includes('Hello.'));
    await client.until((received) => statesIn(received).length === 3);
    return client.received;
  }

  it('is there as a whole when the client is connected, so that a page shows it in one go', async () => {
    const live = await finished();
    const again = join();
    await again.connected();
    expect(idsIn(again.received)).toEqual(expect.arrayContaining(idsIn(live).slice(-2)));
    expect(messagesIn(again.received)).toEqual(['Hi', 'Hello.']);
    expect(statesIn(again.received)).toEqual(['awaiting_user_input']);
  });

  it('tells the newest state only, and no questions for context', async () => {
    const live = await finished();
    const again = join();
    const received = await again.untilState('awaiting_user_input');
    expect(statesIn(received)).toEqual(['awaiting_user_input']);
    expect(received.map(({ action, observation }) => action ?? observation)).toEqual([
      'system',
      'message',
      'recall',
      'message',
      'agent_state_changed',
    ]);
    expect(received[2]).toMatchObject({ source: 'environment', observation: 'recall' });
    expect(idsIn(live)).toEqual(expect.arrayContaining(idsIn(received)));
  });

  it('goes on after the last event that the client has, wherever that is', async () => {
    await finished();
    const whole = join();
    await whole.untilState('awaiting_user_input');
    const ids = idsIn(whole.received);
    for (const [index, id] of ids.entries()) {
      const rest = ids.slice(index + 1);
      if (rest.length === 0) continue;
      const client = join({ latest_event_id: String(id) });
      const received = await client.until((all) => idsIn(all).length >= rest.length);
      expect(idsIn(received)).toEqual(rest);
      expect(received).toEqual(whole.received.slice(-rest.length));
    }
  });

  it('and what happens meanwhile arrive once each, in order', async () => {
    await open();
    const sending = (async () => {
      for (let count = 0; count < 300; count += 1) {
        await server.engine.send(ID, { content: [{ type: 'text', text: `message ${count}` }], run: false });
      }
    })();
    const expected = Array.from({ length: 300 }, (_, count) => `message ${count}`);
    const seen: string[] = [];
    let latest = -1;
    while (seen.length < expected.length) {
      const client = join({ latest_event_id: String(latest) });
      const wanted = Math.min(1 + Math.floor(Math.random() * 30), expected.length - seen.length);
      await client.until((received) => messagesIn(received).length >= wanted);
      client.close();
      seen.push(...messagesIn(client.received));
      latest = Math.max(latest, ...idsIn(client.received));
    }
    await sending;
    expect(seen).toEqual(expected);
  });
});

describe('what is no event', () => {
  it('tells that a model is asked again', async () => {
    const error = new LlmError(LlmErrorKind.RateLimit, 'Slow down.');
    const notice = { attempt: 2, maxAttempts: 5, waitMs: 1, error };
    await open({ llm: ScriptedLlm.replying(retrying(notice, say('Hello.'))) });
    const client = join();
    await client.untilState('awaiting_user_input');
    client.say('Hi');
    const received = await client.until((all) => messagesIn(all).includes('Hello.'));
    expect(received.filter(({ id }) => id === 'STATUS$LLM_RETRY')).toEqual([
      { status_update: true, type: 'info', id: 'STATUS$LLM_RETRY', message: 'Retrying LLM request, 2 / 5' },
    ]);
  });
});

describe('commands', () => {
  it('pause a run, take it up again, and stop it', async () => {
    let release = (): void => undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    const never = new Promise<void>(() => undefined);
    const llm = ScriptedLlm.replying(waitFor(first, callTo('think', {})), waitFor(never, say('Never.')));
    await open({ llm });
    const client = join();
    await client.untilState('awaiting_user_input');
    client.say('Take your time');
    await client.untilState('running');
    client.act('change_agent_state', { agent_state: 'paused' });
    await client.untilState('paused');
    release();
    await client.until((received) => received.some(({ observation }) => observation === 'error'));
    client.act('change_agent_state', { agent_state: 'running' });
    await client.untilState('running');
    client.act('change_agent_state', { agent_state: 'stopped' });
    await client.untilState('stopped');
    expect(client.received.filter(({ error }) => error)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an action that only the agent has', { action: 'think', args: { thought: 'Hm.' } }, 'action'],
    ['an unknown state', { action: 'change_agent_state', args: { agent_state: 'asleep' } }, 'paused'],
    ['a confirmation of nothing', { action: 'change_agent_state', args: { agent_state: 'user_confirmed' } }, 'waits'],
    ['an id', { id: 7, action: 'message', args: { content: 'hi' } }, 'id'],
    ['an unknown argument', { action: 'message', args: { content: 'hi', colour: 'red' } }, 'colour'],
    ['no text', { action: 'message', args: { content: '' } }, 'empty'],
    ['half a character', { action: 'message', args: { content: '\ud800' } }, 'unicode'],
    ['anything else', 'hello', ''],
  ])('of %s are answered with an error, and nothing is stored', async (_name, value, word) => {
    await open();
    const client = join();
    await client.untilState('awaiting_user_input');
    client.socket.emit('oh_user_action', value);
    const received = await client.until((all) => all.some(({ error }) => error === true));
    expect(received.at(-1)).toEqual({ error: true, message: expect.stringContaining(word) });
    expect(await server.engine.countEvents({ conversationId: ID })).toBe(0);
  });

  it('without a model say what to set', async () => {
    server = await openTestServer({ storage: new InMemoryStorage() });
    await server.engine.create({ conversationId: ID });
    const client = join();
    await client.untilState('awaiting_user_input');
    client.say('Hi');
    const received = await client.until((all) => all.some(({ error }) => error === true));
    expect(received.at(-1)).toMatchObject({ message: expect.stringContaining('LLM_MODEL') });
  });
});

describe('a refusal', () => {
  it.each<[string, Record<string, string>, string]>([
    ['without a conversation', { conversation_id: ' ' }, 'conversation_id is missing'],
    ['for a conversation that does not exist', { conversation_id: '0'.repeat(32) }, 'does not exist'],
    ['for something that is no id', { conversation_id: 'mine' }, 'does not exist'],
    ['with a provider that is none', { providers_set: 'github,sourceforge' }, 'sourceforge'],
  ])('%s says why', async (_name, query, sentence) => {
    await open();
    const error = await join(query).refused();
    expect(error.message).toContain(sentence);
    expect(await server.engine.list({ limit: 10 })).toMatchObject({ items: [expect.anything()] });
  });

  it('of a wrong key has the name that clients know', async () => {
    await open({ environment: { SESSION_API_KEY: KEY } });
    for (const key of ['null', 'wrong', server.keys.keyFor('99999999-2222-4333-8444-555555555555') ?? '']) {
      expect((await join({ session_api_key: key }).refused()).message).toBe('invalid_session_api_key');
    }
    for (const key of [KEY, server.keys.keyFor(ID) ?? '']) {
      await join({ session_api_key: key }).untilState('awaiting_user_input');
    }
  });

  it('keeps strangers and other web pages out of a server without keys', async () => {
    await open();
    for (const headers of [{ Origin: 'https://evil.example' }, { Host: 'evil.example' }] as Record<string, string>[]) {
      const response = await join({}, { extraHeaders: headers }).refused();
      expect(response).toBeInstanceOf(Error);
    }
    const page = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(page.status).toBe(403);
  });

  it('while the server starts tells so', async () => {
    await open({ isReady: false });
    expect((await join().refused()).message).toContain('starting');
  });
});
