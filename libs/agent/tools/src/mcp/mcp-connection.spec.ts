import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { McpServerSpec } from '@openhands-nest/agent-ports';
import { processesWith } from '@openhands-nest/testing';
import { McpHttpServer, testMcpProgram } from '@openhands-nest/testing/mcp';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { neverAborted } from '../__fixtures__/tool-context.js';
import { McpConnection, MCP_TIMES } from './mcp-connection.js';

let workspace: LocalWorkspace;
let web: McpHttpServer;
const open: McpConnection[] = [];

beforeEach(async () => {
  workspace = await LocalWorkspace.create();
  web = await new McpHttpServer('Bearer key-12345678').start();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
  await web.close();
  await workspace.close();
});

function connectionTo(server: McpServerSpec, times: Partial<typeof MCP_TIMES> = {}): McpConnection {
  const connection = new McpConnection('test', server, async () => workspace, { ...MCP_TIMES, ...times });
  open.push(connection);
  return connection;
}

const program = (more: Partial<McpServerSpec & { transport: 'stdio' }> = {}): McpServerSpec => ({
  transport: 'stdio',
  ...testMcpProgram(),
  env: {},
  ...more,
});
const script = (text: string): McpServerSpec => program({ command: 'bash', args: ['-c', text] });
const address = (transport: 'http' | 'sse', url: string, key = 'key-12345678'): McpServerSpec => ({
  transport,
  url,
  headers: { Authorization: `Bearer ${key}` },
});
const textOf = (result: { content: unknown }): string => (result.content as { text: string }[])[0]?.text ?? '';

describe.each([
  ['a program', () => program()],
  ['streamable HTTP', () => address('http', web.url('/mcp'))],
  ['server-sent events', () => address('sse', web.url('/sse'))],
])('a server behind %s', (_name, server) => {
  it('lists its tools and answers calls', async () => {
    const connection = connectionTo(server());

    const tools = await connection.listTools(neverAborted());
    const results = await Promise.all(
      ['one', 'two'].map((text) => connection.callTool('echo', { text }, neverAborted())),
    );

    expect(tools.map(({ name }) => name)).toContain('echo');
    expect(results.map(textOf)).toEqual(['one', 'two']);
  });

  it('reports failures of its tools as results', async () => {
    expect(await connectionTo(server()).callTool('fail', {}, neverAborted())).toMatchObject({ isError: true });
    await expect(connectionTo(server()).callTool('none', {}, neverAborted())).rejects.toMatchObject({
      kind: 'unknown',
      message: expect.stringContaining('There is no tool none'),
    });
  });

  it('is left within a moment after an abort, and can be used again', async () => {
    const connection = connectionTo(server());
    await connection.listTools(neverAborted());
    const abort = new AbortController();

    const call = connection.callTool('wait', {}, abort.signal);
    abort.abort(new Error('Enough.'));

    await expect(call).rejects.toThrow('Enough.');
    expect(textOf(await connection.callTool('echo', { text: 'again' }, neverAborted()))).toBe('again');
  });

  it('has bounded time for a call', async () => {
    const connection = connectionTo(server(), { callMs: 200 });
    await connection.listTools(neverAborted());

    await expect(connection.callTool('wait', {}, neverAborted())).rejects.toMatchObject({ kind: 'timeout' });
  });
});

describe('a program', () => {
  it('works in its directory with its own variables', async () => {
    const connection = connectionTo(program({ env: { COLOUR: 'green' }, cwd: workspace.root }));

    expect(textOf(await connection.callTool('environment', { name: 'COLOUR' }, neverAborted()))).toBe('green');
    expect(textOf(await connection.callTool('directory', {}, neverAborted()))).toBe(workspace.root);
  });

  it('that died is started again by the next call', async () => {
    const connection = connectionTo(program());

    await expect(connection.callTool('die', {}, neverAborted())).rejects.toMatchObject({ kind: 'connection' });

    expect(textOf(await connection.callTool('echo', { text: 'back' }, neverAborted()))).toBe('back');
  });

  it('ends with its connection', async () => {
    const connection = connectionTo(program({ args: [...testMcpProgram().args, 'to-be-found'] }));
    await connection.listTools(neverAborted());
    expect(processesWith('to-be-found')).toHaveLength(1);

    await connection.close();

    expect(processesWith('to-be-found')).toEqual([]);
    await expect(connection.listTools(neverAborted())).rejects.toThrow(/closed/);
  });

  it('that cannot be started, or gives up, says why', async () => {
    await expect(connectionTo(program({ command: '/no/such/program' })).listTools(neverAborted())).rejects.toThrow(
      /no\/such\/program/,
    );
    await expect(connectionTo(script('echo no licence >&2; exit 1')).listTools(neverAborted())).rejects.toMatchObject({
      kind: 'connection',
      message: expect.stringContaining('no licence'),
    });
  });

  it('that says nothing costs only its time', async () => {
    await expect(connectionTo(script('sleep 100'), { connectMs: 200 }).listTools(neverAborted())).rejects.toMatchObject(
      {
        kind: 'timeout',
      },
    );
  });

  it.each([
    ['without end', `head -c 100000000 /dev/zero | tr '\\0' x`],
    ['with small talk', `yes '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":1}}'`],
  ])('that talks %s is ended', async (_how, text) => {
    await expect(connectionTo(script(text)).listTools(neverAborted())).rejects.toMatchObject({ kind: 'connection' });
  });

  it('may write lines that are no messages', async () => {
    const { command, args } = testMcpProgram();
    const connection = connectionTo(script(`echo Welcome; exec '${command}' '${args[0]}'`));
    expect(textOf(await connection.callTool('echo', { text: 'hi' }, neverAborted()))).toBe('hi');
  });
});

describe('a server on the network', () => {
  it('is told the headers, and its refusal does not repeat them', async () => {
    const connection = connectionTo(address('http', web.url('/mcp'), 'wrong-key'));
    const refused = await connection.listTools(neverAborted()).catch((error: Error) => error.message);

    expect(refused).toMatch(/key/);
    expect(refused).not.toContain('wrong-key');
    expect(web.headers[0]?.authorization).toBe('Bearer wrong-key');
  });

  it('may forget the session', async () => {
    const connection = connectionTo(address('http', web.url('/mcp')));
    await connection.listTools(neverAborted());
    web.forgetSessions();

    expect(textOf(await connection.callTool('echo', { text: 'new' }, neverAborted()))).toBe('new');
  });

  it('is told when nobody comes back', async () => {
    const connection = connectionTo(address('http', web.url('/mcp')));
    await connection.listTools(neverAborted());
    expect(web.openSessions).toBe(1);

    await connection.close();

    expect(web.openSessions).toBe(0);
  });

  it('may be away for a while', async () => {
    const connection = connectionTo(address('http', web.url('/mcp')));
    await connection.listTools(neverAborted());
    const { port } = web;
    await web.close();
    await expect(connection.callTool('echo', { text: 'x' }, neverAborted())).rejects.toMatchObject({
      kind: 'connection',
    });

    web = await new McpHttpServer().start(port);

    expect(textOf(await connection.callTool('echo', { text: 'back' }, neverAborted()))).toBe('back');
  });

  it.each([
    ['keeps silent', '/silent', 'timeout'],
    ['is something else', '/missing', 'connection'],
  ] as const)('that %s is told apart', async (_what, path, kind) => {
    const connection = connectionTo(address('http', web.url(path)), { connectMs: 300 });
    await expect(connection.listTools(neverAborted())).rejects.toMatchObject({ kind });
  });

  it('that breaks off in the middle of a call is not waited for', async () => {
    const connection = connectionTo(address('http', web.url('/mcp')));
    await connection.listTools(neverAborted());
    const call = connection.callTool('wait', {}, neverAborted()).catch((error: unknown) => error);
    await web.request('tools/call');

    await web.close();

    expect(await call).toMatchObject({ kind: 'connection' });
  });

  it('is refused an endless answer', async () => {
    const connection = connectionTo(address('http', web.url('/mcp')));
    await expect(connection.callTool('flood', { size: 40_000_000 }, neverAborted())).rejects.toMatchObject({
      message: expect.stringContaining('32 MiB'),
    });
  });
});
