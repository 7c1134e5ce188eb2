import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { parseValue, validateValue } from '@openhands-nest/contracts/schema';
import { InitSessionRequest } from './index.js';

const issuesOf = (body: unknown) =>
  validateValue(InitSessionRequest, body, ['body']).map(({ type, loc, msg }) => [type, loc.join('.'), msg]);
const mcp = (mcp_config: unknown) => parseValue(InitSessionRequest, { mcp_config }).mcp_config;
const mcpIssues = (mcp_config: unknown) => issuesOf({ mcp_config }).map(([type, loc]) => `${type} ${loc}`);

describe('InitSessionRequest', () => {
  it('accepts nothing but a body', () => {
    expect(parseValue(InitSessionRequest, {})).toEqual({});
    expect(issuesOf(null)).toEqual([['missing', 'body', 'Field required']]);
    expect(issuesOf([])[0]?.[0]).toBe('model_attributes_type');
  });

  it('takes null for every key but the conversation id', () => {
    expect(parseValue(InitSessionRequest, { repository: null, mcp_config: null })).toEqual({
      repository: null,
      mcp_config: null,
    });
    expect(issuesOf({ conversation_id: null })).toEqual([
      ['string_type', 'body.conversation_id', 'Input should be a valid string'],
    ]);
  });

  it('refuses unknown keys of its own and drops those of a suggested task', () => {
    expect(issuesOf({ model: 'x' })).toEqual([['extra_forbidden', 'body.model', 'Extra inputs are not permitted']]);
    const task = { git_provider: 'github', task_type: 'OPEN_PR', repo: 'a/b', issue_number: '7', title: 't' };
    expect(parseValue(InitSessionRequest, { suggested_task: { ...task, more: 1 } }).suggested_task).toEqual({
      ...task,
      issue_number: 7,
    });
  });

  it('names the git hosts it knows', () => {
    expect(issuesOf({ git_provider: 'sourcehut' })).toEqual([
      ['enum', 'body.git_provider', "Input should be 'github', 'gitlab', 'bitbucket' or 'enterprise_sso'"],
    ]);
  });
});

describe('MCP servers', () => {
  it('fills in what is left out', () => {
    expect(mcp({ stdio_servers: [{ name: 'a', command: 'b' }] })).toEqual({
      sse_servers: [],
      stdio_servers: [{ name: 'a', command: 'b', args: [], env: {} }],
      shttp_servers: [],
    });
  });

  it('accepts a bare URL for a server', () => {
    expect(
      mcp({ sse_servers: ['https://a.example/sse'], shttp_servers: [{ url: 'ws://b.example', api_key: 'k' }] }),
    ).toMatchObject({
      sse_servers: [{ url: 'https://a.example/sse' }],
      shttp_servers: [{ url: 'ws://b.example', api_key: 'k' }],
    });
  });

  it.each(['a.example', 'ftp://a.example', 'http://', 'http:///path', 'file:///etc', ''])(
    'refuses %p as a URL',
    (url) => {
      expect(mcpIssues({ sse_servers: [url] })).toEqual(['value_error body.mcp_config.sse_servers.0.url']);
    },
  );

  it.each<[string, string[]]>([
    ['-y  server --flag', ['-y', 'server', '--flag']],
    [`--path 'a b' "c \\"d\\"" e\\ f x"y"'z'`, ['--path', 'a b', 'c "d"', 'e f', 'xyz']],
    ["''", ['']],
    ['', []],
  ])('reads the arguments of %p as a shell would', (line, words) => {
    expect(mcp({ stdio_servers: [{ name: 'a', command: 'b', args: line }] })).toMatchObject({
      stdio_servers: [{ args: words }],
    });
  });

  it('reads a line of any length', () => {
    const line = 'a'.repeat(4_000_000);
    expect(mcp({ stdio_servers: [{ name: 'a', command: 'b', args: line }] })?.stdio_servers[0]?.args[0]).toHaveLength(
      4_000_000,
    );
    expect(mcpIssues({ stdio_servers: [{ name: 'a', command: 'b', args: `"${line}` }] })).toHaveLength(1);
  });

  it('reads variables from a line', () => {
    const env = 'A=1, B=x=y,';
    expect(mcp({ stdio_servers: [{ name: 'a', command: 'b', env }] })).toMatchObject({
      stdio_servers: [{ env: { A: '1', B: 'x=y' } }],
    });
  });

  it.each([
    [{ name: 'a b', command: 'c' }, 'value_error', 'name'],
    [{ name: 'a', command: 'c d' }, 'value_error', 'command'],
    [{ name: 'a', command: '' }, 'value_error', 'command'],
    [{ name: 'a', command: 'c', args: 'it"s' }, 'value_error', 'args'],
    [{ name: 'a', command: 'c', args: 5 }, 'list_type', 'args'],
    [{ name: 'a', command: 'c', env: 'A' }, 'value_error', 'env'],
    [{ name: 'a', command: 'c', env: '1A=x' }, 'value_error', 'env'],
    [{ name: 'a', command: 'c', env: { A: 1 } }, 'string_type', 'env.A'],
    [{ command: 'c' }, 'missing', 'name'],
  ])('refuses %j', (server, type, at) => {
    expect(mcpIssues({ stdio_servers: [server] })).toEqual([`${type} body.mcp_config.stdio_servers.0.${at}`]);
  });

  it('refuses unknown kinds of servers', () => {
    expect(mcpIssues({ http_servers: [] })).toEqual(['extra_forbidden body.mcp_config.http_servers']);
  });
});
