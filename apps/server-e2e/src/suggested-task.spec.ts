import { afterEach, expect, it } from '@jest/globals';
import { GithubApiServer, GitHttpServer } from '@openhands-nest/testing';
import { checkedFetch } from './harness/checked-fetch.js';
import { Frontend } from './harness/frontend.js';
import { answers, runs } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

const TOKEN = 'token-of-this-test';

let stage: Stage;
let url: string;
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await stage.strike();
});

type Body = Readonly<Record<string, unknown>>;

async function call<T = Body>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await checkedFetch(url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

/** A host with one repository, and a pull request of it whose checks fail. */
async function startHost(): Promise<GithubApiServer> {
  const git = await GitHttpServer.start({ requiredToken: TOKEN });
  closing.push(() => git.close());
  await git.addRepository('acme/shop', {
    files: { 'sum.txt': '2 + 2 = 5' },
    branches: { 'fix/sum': { 'sum.txt': '2 + 2 = 3' } },
  });
  const host = await new GithubApiServer({
    token: TOKEN,
    login: 'ada',
    repositories: [{ name: 'acme/shop', isPrivate: true }],
    changeRequests: [
      { repository: 'acme/shop', number: 12, title: 'Mend the sum', checks: 'failed', branch: 'fix/sum' },
    ],
  }).start();
  closing.push(() => host.close());
  host.git = git;
  return host;
}

it('leads from a task that the host suggests to its clone, its branch and a run', async () => {
  const followUp = { repo_name: 'acme/shop', source_branch: 'fix/sum', target_branch: 'main', title: 'Mend more' };
  stage = await Stage.set([
    runs('cat sum.txt && git rev-parse --abbrev-ref HEAD'),
    { toolCalls: [{ name: 'create_pr', arguments: JSON.stringify(followUp) }] },
    answers('It is mended.'),
  ]);
  ({ url } = await stage.startServer());
  const host = await startHost();
  await call('POST', '/api/add-git-providers', { provider_tokens: { github: { token: TOKEN, host: host.host } } });

  const [task] = await call<Body[]>('GET', '/api/user/suggested-tasks');
  const { conversation_id: id } = await call<{ conversation_id: string }>('POST', '/api/conversations', {
    suggested_task: task,
  });
  const page = new Frontend(url, id, -1);
  closing.push(() => page.close());
  await page.until(() => page.received.some(({ observation }) => observation === 'run'));
  await page.untilState('awaiting_user_input');

  const output = page.received.find(({ observation }) => observation === 'run');
  expect(JSON.stringify(output)).toContain('2 + 2 = 3');
  expect(JSON.stringify(page.received)).not.toContain(TOKEN);
  expect(await call('GET', `/api/conversations/${id}`)).toMatchObject({
    trigger: 'suggested_task',
    selected_repository: 'acme/shop',
    selected_branch: 'fix/sum',
    git_provider: 'github',
    pr_number: [12, 1],
  });
  expect(host.opened).toMatchObject([{ repository: 'acme/shop', source: 'fix/sum', title: 'Mend more' }]);
});
