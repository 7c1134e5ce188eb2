import { afterEach, describe, expect, it } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { gitHosts } from '@openhands-nest/git-hosts';
import { GithubApiServer, GitlabApiServer, InMemoryStorage, type GitApiServer } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { appCallerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await server.close();
});
const call = appCallerOf(() => server);

async function open(provider: string, Host: new (account: never) => GitApiServer): Promise<GitApiServer> {
  server = await openTestServer({ storage: new InMemoryStorage(), gitHosts: gitHosts() });
  const host = await new Host({ token: 'good', login: 'ada', repositories: [{ name: 'acme/api' }] } as never).start();
  closing.push(() => host.close());
  const tokens = { [provider]: { token: 'good', host: host.host } };
  await call('POST', '/api/add-git-providers', { provider_tokens: tokens });
  return host;
}

/** As an agent's own MCP client speaks to the server. */
async function connect(conversation?: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const headers = conversation === undefined ? {} : { 'x-openhands-serverconversation-id': conversation };
  const transport = new StreamableHTTPClientTransport(new URL(`${server.url}/mcp/mcp`), { requestInit: { headers } });
  await client.connect(transport);
  closing.push(() => client.close());
  return client;
}

const change = { source_branch: 'fix/sum', target_branch: 'main', title: 'Mend the sum' };

describe('the MCP server of the server itself', () => {
  it('opens a pull request, and its conversation knows the number', async () => {
    const host = await open('github', GithubApiServer);
    const { body } = await call('POST', '/api/conversations', {});
    const client = await connect(String(body.conversation_id));

    const { tools } = await client.listTools();
    const answer = await client.callTool({
      name: 'create_pr',
      arguments: { repo_name: 'acme/api', ...change, labels: ['bug'] },
    });

    expect(tools.map(({ name }) => name)).toEqual(['create_pr', 'create_mr', 'create_bitbucket_pr']);
    expect(answer).toMatchObject({ isError: false, content: [{ type: 'text', text: `${host.host}/acme/api/pull/1` }] });
    expect(host.opened).toMatchObject([{ repository: 'acme/api', source: 'fix/sum', target: 'main', labels: ['bug'] }]);
    expect((await call('GET', `/api/conversations/${String(body.conversation_id)}`)).body.pr_number).toEqual([1]);
  });

  it('opens a merge request for nobody in particular', async () => {
    const host = await open('gitlab', GitlabApiServer);
    const client = await connect();

    const answer = await client.callTool({ name: 'create_mr', arguments: { id: 'acme/api', ...change } });

    expect(answer.isError).toBe(false);
    expect(host.opened).toHaveLength(1);
  });

  it('tells the model what is missing', async () => {
    const host = await open('github', GithubApiServer);
    const client = await connect('no-conversation');
    const say = async (name: string, arguments_: Record<string, unknown>): Promise<string> =>
      JSON.stringify(await client.callTool({ name, arguments: arguments_ }));

    expect(await say('create_pr', { repo_name: 'acme/api' })).toMatch(/source_branch is missing/);
    expect(await say('create_mr', { id: 'acme/api', ...change })).toMatch(/No token for gitlab is saved/);
    expect(await say('create_pr', { repo_name: 'acme/none', ...change })).toMatch(/GitHub has nothing there/);
    expect(await say('merge_everything', {})).toMatch(/no tool merge_everything/);
    expect(host.opened).toEqual([]);
  });
});
