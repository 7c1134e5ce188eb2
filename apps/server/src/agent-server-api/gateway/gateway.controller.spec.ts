import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failWith, InMemoryStorage, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { untilAtRest } from './until-at-rest.js';

const KEY = 'open sesame';
const MODEL = 'openhands_fast';

let server: TestServer;
beforeEach(() => open(ScriptedLlm.replying(say('The first answer.'), say('The second answer.'))));
afterEach(() => server.close());

async function open(llm: ScriptedLlm): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), environment: { SESSION_API_KEY: KEY }, llm });
  await call('POST', '/api/profiles/fast', { llm: { model: 'openai/gpt-fast', api_key: 'sk-fast' } });
}

function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.agentServerUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${KEY}`,
      'x-session-api-key': KEY,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: AnyJson }> {
  const response = await ask(method, path, body);
  return { status: response.status, body: (await response.json()) as AnyJson };
}

const chat = (content: unknown, more: object = {}) => ({
  model: MODEL,
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'earlier' },
    { role: 'assistant', content: 'earlier answer' },
    { role: 'user', content },
  ],
  ...more,
});

describe('models', () => {
  it('are the profiles, for the key in either header', async () => {
    const { body } = await call('GET', '/v1/models');
    expect(body.data.map(({ id }: AnyJson) => id)).toContain(MODEL);
    expect(body.data[0]).toMatchObject({ object: 'model', created: 0, owned_by: 'openhands' });
    const statuses = [
      (await fetch(`${server.agentServerUrl}/v1/models`, { headers: { authorization: `Bearer ${KEY}` } })).status,
      (await fetch(`${server.agentServerUrl}/v1/models`, { headers: { authorization: 'Bearer wrong' } })).status,
      (await fetch(`${server.agentServerUrl}/v1/models`)).status,
      // Elsewhere the key has its own header.
      (await fetch(`${server.agentServerUrl}/api/settings`, { headers: { authorization: `Bearer ${KEY}` } })).status,
    ];
    expect(statuses).toEqual([200, 401, 401, 401]);
  });
});

describe('a chat completion', () => {
  it('is a whole run, whose conversation can be gone on with', async () => {
    const first = await ask('POST', '/v1/chat/completions', chat('What is it?'));
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      model: MODEL,
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'The first answer.' } }],
      usage: { prompt_tokens: expect.any(Number), total_tokens: expect.any(Number) },
    });
    const id = first.headers.get('x-openhands-serverconversation-id') as string;
    const events = await call('GET', `/api/conversations/${id}/events/search?kind=MessageEvent`);
    expect(events.body.items[0].llm_message.content[0].text).toBe('What is it?');
    const prompt = await call('GET', `/api/conversations/${id}/events/search?kind=SystemPromptEvent`);
    expect(JSON.stringify(prompt.body.items)).toContain('Be brief.');

    const headers = { 'x-openhands-serverconversation-id': id };
    const second = await ask('POST', '/v1/chat/completions', chat([{ type: 'text', text: 'And then?' }]), headers);
    expect(((await second.json()) as AnyJson).choices[0].message.content).toBe('The second answer.');
    expect(second.headers.get('x-openhands-serverconversation-id')).toBe(id);
  });

  it('is streamed as events', async () => {
    const body = chat('What is it?', { stream: true, stream_options: { include_usage: true } });
    const response = await ask('POST', '/v1/chat/completions', body);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const lines = (await response.text()).split('\n\n').filter(Boolean);
    expect(lines.at(-1)).toBe('data: [DONE]');
    const chunks = lines.slice(0, -1).map((line) => JSON.parse(line.slice('data: '.length)));
    expect(chunks.map(({ object }) => object)).toEqual(chunks.map(() => 'chat.completion.chunk'));
    expect(chunks.map(({ choices }) => choices[0]?.delta)).toEqual([
      { role: 'assistant' },
      { content: 'The first answer.' },
      {},
      undefined,
    ]);
    expect(chunks[2].choices[0].finish_reason).toBe('stop');
    expect(chunks[3].usage.total_tokens).toEqual(expect.any(Number));
  });

  it.each<[string, object, number]>([
    ['an unknown model', chat('x', { model: 'gpt-4' }), 404],
    ['an unknown profile', chat('x', { model: 'openhands_slow' }), 404],
    ['no user message', { model: MODEL, messages: [{ role: 'system', content: 'x' }] }, 400],
    ['sound', chat([{ type: 'input_audio' }]), 400],
    ['no messages', { model: MODEL }, 422],
  ])('is refused with %s', async (_what, body, status) => {
    expect((await call('POST', '/v1/chat/completions', body)).status).toBe(status);
  });

  it('fails as the run does', async () => {
    await server.close();
    await open(ScriptedLlm.replying(failWith(new Error('the model is gone'))));
    expect(await call('POST', '/v1/chat/completions', chat('x'))).toEqual({
      status: 500,
      body: { detail: 'Internal Server Error', exception: '500: Agent run ended with status: error' },
    });
  });

  it('waits for a run, but not for ever', async () => {
    await server.close();
    const answer = Promise.withResolvers<void>();
    await open(ScriptedLlm.replying(waitFor(answer.promise, say('Late.'))));
    const { view } = await server.engine.create({
      initialMessage: [{ cache_prompt: false, type: 'text', text: 'x' }],
    });
    const { id } = view.record;
    expect(await untilAtRest(server.engine, id, 30)).toBeUndefined();
    const awaited = untilAtRest(server.engine, id, 10_000);
    answer.resolve();
    expect((await awaited)?.executionStatus).toBe('finished');
    expect((await untilAtRest(server.engine, id, 0))?.executionStatus).toBe('finished');
    expect((await server.engine.get(id)).readers).toBe(0);
  });

  it('is refused for an id that is none', async () => {
    const headers = { 'x-openhands-serverconversation-id': 'nope' };
    expect((await ask('POST', '/v1/chat/completions', chat('x'), headers)).status).toBe(422);
  });
});

describe('a response', () => {
  it('is a whole run', async () => {
    const body = {
      model: MODEL,
      input: [{ role: 'user', content: 'What is it?' }],
      instructions: 'Be brief.',
      metadata: { a: 'b' },
    };
    expect(await call('POST', '/v1/responses', body)).toMatchObject({
      status: 200,
      body: {
        object: 'response',
        status: 'completed',
        instructions: 'Be brief.',
        metadata: { a: 'b' },
        output: [{ role: 'assistant', content: [{ type: 'output_text', text: 'The first answer.' }] }],
        usage: { total_tokens: expect.any(Number) },
      },
    });
  });

  it.each([{ stream: true }, { store: true }, { previous_response_id: 'resp_1' }, { input: '' }])(
    'does not have %j',
    async (more) => {
      expect((await call('POST', '/v1/responses', { model: MODEL, input: 'x', ...more })).status).toBe(400);
    },
  );
});
