import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Engine } from '@openhands-nest/agent-core';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';
const CREATE = '/api/conversations';
const SEND = `/api/conversations/${ID}/events`;
const JSON_TYPE = 'application/json';

let server: TestServer;
let breakEngine = false;

beforeAll(async () => {
  server = await openTestServer({ storage: new InMemoryStorage(), wrap: breakable });
  await server.engine.create({ conversationId: ID });
});
afterAll(() => server.close());
beforeEach(() => {
  breakEngine = false;
});

/** Lets a test make the engine fail in a way that nobody foresaw. */
function breakable(engine: Engine): Engine {
  return new Proxy(engine, {
    get(target, name: keyof Engine) {
      if (breakEngine && name === 'find') return () => Promise.reject(new TypeError('key sk-12345 is not a function'));
      const member: unknown = target[name];
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

interface Answer {
  readonly status: number;
  readonly body: AnyJson;
}

async function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer> | undefined,
  type: string | undefined = JSON_TYPE,
): Promise<Answer> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    ...(body !== undefined && { body }),
    headers: type ? { 'content-type': type } : {},
  });
  return { status: response.status, body: await response.json() };
}

async function nothingWasStored(): Promise<void> {
  expect((await server.engine.list({ limit: 10 })).items).toHaveLength(1);
  expect(await server.engine.countEvents({ conversationId: ID, kind: EventKind.Message })).toBe(0);
}

const message = (text: string): string => `{"content":[{"type":"text","text":${text}}]}`;

describe('a body that is refused with 422', () => {
  const cases: [name: string, path: string, body: string | Buffer, issue: object][] = [
    ['broken JSON', CREATE, '{"repository":', { type: 'json_invalid', loc: ['body', expect.any(Number)] }],
    ['text after the JSON', CREATE, '{} {}', { type: 'json_invalid' }],
    [
      'invalid UTF-8',
      CREATE,
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      { type: 'json_invalid', loc: ['body'] },
    ],
    [
      'arrays nested 10 000 deep',
      CREATE,
      '['.repeat(10_000) + ']'.repeat(10_000),
      { type: 'json_invalid', loc: ['body'] },
    ],
    ['objects nested 10 000 deep', SEND, '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), { type: 'json_invalid' }],
    ['half a character', SEND, message('"\\ud83d"'), { type: 'string_unicode', loc: ['body', 'content', 0, 'text'] }],
    ['half a character in a key', SEND, '{"\\udc00":1}', { type: 'string_unicode' }],
    ['no body', CREATE, '', { type: 'missing', loc: ['body'] }],
    ['null for a body', CREATE, 'null', { type: 'missing', loc: ['body'] }],
    ['a list for a body', CREATE, '[]', { type: 'model_attributes_type', loc: ['body'] }],
    ['an unknown key', CREATE, '{"surprise":1}', { type: 'extra_forbidden', loc: ['body', 'surprise'] }],
    ['__proto__', CREATE, '{"__proto__":{"isAdmin":true}}', { type: 'extra_forbidden', loc: ['body', '__proto__'] }],
    [
      'constructor',
      CREATE,
      '{"constructor":{"prototype":{"isAdmin":true}}}',
      { type: 'extra_forbidden', loc: ['body', 'constructor'] },
    ],
    [
      'a number for a text',
      CREATE,
      '{"initial_user_msg":5}',
      { type: 'string_type', loc: ['body', 'initial_user_msg'] },
    ],
    [
      'null where none is allowed',
      CREATE,
      '{"conversation_id":null}',
      { type: 'string_type', loc: ['body', 'conversation_id'] },
    ],
    [
      'a value outside of an enum',
      CREATE,
      '{"git_provider":"sourceforge"}',
      { type: 'enum', loc: ['body', 'git_provider'] },
    ],
    ['a bad UUID', CREATE, '{"conversation_id":"123"}', { type: 'uuid_parsing', loc: ['body', 'conversation_id'] }],
    [
      'a missing key',
      CREATE,
      '{"create_microagent":{}}',
      { type: 'missing', loc: ['body', 'create_microagent', 'repo'] },
    ],
    ['a missing key in a union', SEND, '{"content":[{"type":"text"}]}', { type: 'missing' }],
    [
      'an extra key in a text',
      SEND,
      '{"content":[{"type":"text","text":"x","colour":1}]}',
      { type: 'extra_forbidden' },
    ],
    ['a text for a list', SEND, '{"content":"hi"}', { type: 'list_type', loc: ['body', 'content'] }],
    ['a bad flag', SEND, '{"run":"perhaps"}', { type: 'bool_parsing', loc: ['body', 'run'] }],
  ];
  it.each(cases)('%s', async (_name, path, body, issue) => {
    const { status, body: answer } = await post(path, new Uint8Array(Buffer.from(body)));
    expect(status).toBe(422);
    expect(answer.detail).toEqual(expect.arrayContaining([expect.objectContaining(issue)]));
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    await nothingWasStored();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'another content type: %s',
    async (type) => {
      const { status, body } = await post(CREATE, '{}', type);
      expect(status).toBe(422);
      expect(body.detail[0].msg).toContain('Content-Type: application/json');
      await nothingWasStored();
    },
  );
});

it('refuses a content type that is none', async () => {
  expect((await post(CREATE, '{}', 'nonsense')).status).toBe(415);
  await nothingWasStored();
});

describe('a body that is fine', () => {
  it.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/merge-patch+json'])(
    'has the type %s',
    async (type) => {
      expect((await post(`/api/conversations/${ID}/start`, '{}', type)).status).toBe(200);
    },
  );

  it('may hold NUL and every character outside of the basic plane', async () => {
    const other = await server.engine.create({});
    const path = `/api/conversations/${other.view.record.id}/events`;
    expect((await post(path, message('"a\\u0000b\\ud83d\\ude00"'))).status).toBe(200);
    const page = await (await fetch(`${server.url}${path}/search?source=user`)).json();
    expect((page as AnyJson).items[0].llm_message.content[0].text).toBe('a\u0000b😀');
    await server.engine.delete(other.view.record.id);
  });

  it('may be left out where nothing is asked for', async () => {
    const response = await fetch(`${server.url}/api/conversations/${ID}/pause`, {
      method: 'POST',
      headers: { 'content-type': JSON_TYPE },
    });
    expect(response.status).toBe(200);
  });
});

describe('a body that is too large', () => {
  const large = Buffer.alloc(10 * 1024 * 1024, 'x');

  it('is refused with a sentence when its length is announced', async () => {
    const { status, body } = await post(SEND, large);
    expect({ status, body }).toEqual({ status: 413, body: { detail: expect.stringContaining('bytes') } });
    await nothingWasStored();
  });

  it('is refused when its length is not announced', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': JSON_TYPE, 'transfer-encoding': 'chunked' };
      const request = httpRequest(server.url + SEND, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      request.end(large);
    });
    expect(status).toBe(413);
  });
});

describe('an answer to a bad request', () => {
  it('does not repeat secrets', async () => {
    const body = {
      mcp_config: { shttp_servers: [{ url: 5, api_key: 'sk-very-secret' }] },
      surprise_token: 'tok-very-secret',
    };
    const { status, body: answer } = await post(CREATE, JSON.stringify(body));
    expect(status).toBe(422);
    expect(JSON.stringify(answer)).not.toContain('very-secret');
  });

  it('is small, however large the request was', async () => {
    const { body } = await post(
      CREATE,
      JSON.stringify({ initial_user_msg: Array.from({ length: 100_000 }, () => 'x'.repeat(20)) }),
    );
    expect(JSON.stringify(body).length).toBeLessThan(10_000);
  });

  it('names an id for what nobody foresaw, and keeps the reason in the log', async () => {
    breakEngine = true;
    const response = await fetch(`${server.url}/api/conversations/${ID}`);
    const body = (await response.json()) as AnyJson;
    expect(response.status).toBe(500);
    expect(body).toEqual({
      detail: 'Internal Server Error',
      exception: 'TypeError',
      error_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(server.log.some((line) => line.includes(body.error_id) && line.includes('bad-input.spec'))).toBe(true);
  });

  it('is JSON for addresses that cannot be decoded', async () => {
    const response = await fetch(`${server.url}/api/conversations/%zz`);
    expect([response.status, await response.json()]).toEqual([400, { detail: expect.any(String) }]);
  });
});
