import { afterEach, expect, it } from '@jest/globals';
import { GithubApiServer, GitHttpServer, GitlabApiServer, type HostAccount } from '@openhands-nest/testing';
import { checkedFetch } from './harness/checked-fetch.js';
import { Frontend } from './harness/frontend.js';
import { answers } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

const TOKEN = 'token-of-this-test';

let stage: Stage;
let url: string;
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await stage.strike();
});

async function post(path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
  const response = await checkedFetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([path, response.ok]).toEqual([path, true]);
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

interface HostCase {
  readonly provider: 'github' | 'gitlab';
  readonly open: (account: HostAccount) => GithubApiServer | GitlabApiServer;
  readonly house: string;
}

it.each<HostCase>([
  { provider: 'github', open: (account) => new GithubApiServer(account), house: 'acme/.openhands' },
  { provider: 'gitlab', open: (account) => new GitlabApiServer(account), house: 'acme/openhands-config' },
])(
  'brings up what an organization on $provider keeps for all of its repositories',
  async ({ provider, open, house }) => {
    const git = await GitHttpServer.start({ requiredToken: TOKEN });
    closing.push(() => git.close());
    await git.addRepository('acme/shop', { files: { 'AGENTS.md': 'Run make test.' } });
    await git.addRepository(house, {
      files: {
        'microagents/house.md': 'Write in British English.',
        'microagents/deploy.md': '---\ntriggers: [deploy]\n---\nAsk Ada before you deploy.',
      },
    });
    const host = await open({
      token: TOKEN,
      login: 'ada',
      repositories: [{ name: 'acme/shop', isPrivate: true }],
    }).start();
    closing.push(() => host.close());
    host.git = git;
    stage = await Stage.set([answers('So be it.')]);
    ({ url } = await stage.startServer());
    await post('/api/add-git-providers', { provider_tokens: { [provider]: { token: TOKEN, host: host.host } } });
    await post('/api/secrets', { name: 'db_key', value: 'xyzzy-plugh-4711', description: 'the database' });

    const { conversation_id: id } = await post('/api/conversations', {
      repository: 'acme/shop',
      git_provider: provider,
      initial_user_msg: 'How do we deploy?',
    });
    const page = new Frontend(url, String(id));
    closing.push(() => page.close());
    await page.until(() => page.received.some(({ args }) => args?.['content'] === 'So be it.'));

    const recalls = page.received.filter(({ observation }) => observation === 'recall');
    expect(recalls).toMatchObject([
      {
        extras: {
          repo_name: 'acme/shop',
          repo_instructions: expect.stringMatching(
            /Run make test\.[^]*British English|British English[^]*Run make test\./,
          ),
          custom_secrets_descriptions: { DB_KEY: 'the database' },
        },
      },
      { extras: { microagent_knowledge: [{ name: 'deploy', trigger: 'deploy' }] } },
    ]);
    const [request] = stage.model?.requests ?? [];
    expect(JSON.stringify(request?.body)).toContain('Ask Ada before you deploy.');
    expect(JSON.stringify([page.received, request])).not.toMatch(new RegExp(`${TOKEN}|xyzzy`));
  },
);
