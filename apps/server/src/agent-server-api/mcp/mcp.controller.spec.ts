import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage, processesWith } from '@openhands-nest/testing';
import { McpHttpServer, testMcpProgram } from '@openhands-nest/testing/mcp';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const TEST = '/api/mcp/test';
const PROGRAM = testMcpProgram();

let server: TestServer;
let web: McpHttpServer;
beforeEach(async () => {
  [server, web] = await Promise.all([
    openTestServer({ storage: new InMemoryStorage() }),
    new McpHttpServer('Bearer key-12345678').start(),
  ]);
});
afterEach(() => Promise.all([server.close(), web.close()]));
const call = callerOf(() => server);

describe('the test of an MCP server', () => {
  it('starts a program, lists its tools, calls one and leaves nothing behind', async () => {
    const program = { ...PROGRAM, args: [...PROGRAM.args, 'tried-once'] };
    const { status, body } = await call('POST', TEST, {
      server: program,
      tool_call: { name: 'echo', arguments: { text: 'hi' } },
    });

    expect(status).toBe(200);
    expect(body).toEqual({
      ok: true,
      tools: expect.arrayContaining(['echo', 'fail']),
      tool_result: { is_error: false, text: 'hi' },
    });
    expect(processesWith('tried-once')).toEqual([]);
  });

  it.each([
    ['fail', { is_error: true, text: 'There is no paper.' }],
    ['none', { is_error: true, text: expect.stringContaining('no tool none. It has: echo') }],
    ['die', { is_error: true, text: expect.stringContaining('gave no result') }],
  ])('reports what became of the call of %s', async (name, tool_result) => {
    const { body } = await call('POST', TEST, { server: { type: 'stdio', ...PROGRAM }, tool_call: { name } });
    expect(body).toMatchObject({ ok: true, tool_result });
  });

  it.each([
    ['http', 'shttp', '/mcp'],
    ['events', 'sse', '/sse'],
  ] as const)('reaches %s with the headers or the sign-in that it is given', async (_name, type, path) => {
    const url = web.url(path);
    const good = await call('POST', TEST, {
      server: { type, url, auth: { strategy: 'bearer', value: 'key-12345678' } },
    });
    const bad = await call('POST', TEST, { server: { type, url, headers: { Authorization: 'Bearer wrong-one' } } });

    expect(good.body).toMatchObject({ ok: true, tools: expect.arrayContaining(['echo']) });
    expect(bad.body).toMatchObject({ ok: false, error_kind: 'connection' });
    expect(JSON.stringify(bad.body)).not.toContain('wrong-one');
  });

  it.each([
    ['nobody answers', { command: 'sleep', args: ['100'] }, 'timeout'],
    ['there is no program', { command: '/no/such/program' }, 'connection'],
    ['nobody listens', { url: 'http://127.0.0.1:9/mcp' }, 'connection'],
    ['the url is none', { transport: 'http', url: 'bogus' }, 'connection'],
  ])('says that %s', async (_what, tried, kind) => {
    const { status, body } = await call('POST', TEST, { name: 'mine', server: tried, timeout: 0.5 });
    expect(status).toBe(200);
    expect(body).toEqual({ ok: false, error: expect.stringContaining('mine cannot be used'), error_kind: kind });
  });

  it('takes secrets as tokens of the settings', async () => {
    const stored = { url: web.url('/mcp'), headers: { Authorization: 'Bearer key-12345678' } };
    await call('POST', '/api/settings/mcp/mine', stored);
    const { body } = await call('GET', '/api/settings', undefined, 'encrypted');
    const { headers } = body.agent_settings.mcp_config.mine;
    expect(headers.Authorization).not.toContain('key-12345678');

    expect((await call('POST', TEST, { server: { url: stored.url, headers } })).body).toMatchObject({ ok: true });
  });

  it.each([
    [{ server: {} }],
    [{ server: { transport: 'stdio' } }],
    [{ server: { command: 'x', type: 'pigeon' } }],
    [{ server: { command: 'x' }, timeout: 0 }],
    [{ server: { command: 'x' }, timeout: 121 }],
    [{ server: { command: 'x' }, tool_call: {} }],
    [{ server: { url: 'http://x', authentication: {} } }],
    [{ server: { url: 'http://x', headers: { authorization: 'a' }, auth: { strategy: 'bearer', value: 'b' } } }],
    [{}],
  ])('refuses %j', async (request) => {
    expect((await call('POST', TEST, request)).status).toBe(422);
  });
});
