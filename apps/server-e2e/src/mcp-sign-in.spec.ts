import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { AuthorizationServer, McpHttpServer } from '@openhands-nest/testing/mcp';
import { answers } from './harness/model-turns.js';
import { observationsOf } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
let web: McpHttpServer;
let authorization: AuthorizationServer;
beforeEach(async () => {
  authorization = await AuthorizationServer.start();
  web = await new McpHttpServer(authorization).start();
});
afterEach(async () => {
  await stage.strike();
  await web.close();
  await authorization.close();
});

const echo = (text: string) => ({ toolCalls: [{ name: 'echo', arguments: JSON.stringify({ text }) }] });

describe('a server that is signed in to', () => {
  it('serves conversations, also when its token is over and after a restart', async () => {
    stage = await Stage.set([echo('one'), answers('Done.'), echo('two'), answers('Done.')]);
    const first = await stage.startServer();
    const mcp = { url: web.url('/mcp'), auth: { strategy: 'oauth2', state: await signIn(first) } };
    await call(first, '/api/settings/mcp/web', mcp);
    authorization.expireTokens();
    expect(await told(first)).toContain('one');
    expect(authorization.renewals).toBe(1);
    await first.stop('SIGKILL');

    authorization.expireTokens();
    expect(await told(await stage.startServer())).toContain('two');
    expect(authorization.renewals).toBe(2);
    expect(authorization.registered).toHaveLength(1);
  });
});

/** What came of a sign-in in which a person agrees. */
async function signIn(server: ServerProcess): Promise<object> {
  const { job_id: id, authorization_url: url } = await call(server, '/api/mcp/oauth/start', {
    server: { url: web.url('/mcp'), auth: { strategy: 'oauth2' } },
  });
  const answer = await fetch(url, { redirect: 'manual' });
  const back = { callback_url: answer.headers.get('location') };
  const { status, oauth_state: state } = await call(server, `/api/mcp/oauth/callback/${id}`, back);
  expect(status).toBe('succeeded');
  return state;
}

/** What the tools of a new conversation said. */
async function told(server: ServerProcess): Promise<string> {
  const client = stage.clientOf(server);
  const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Ask the server.' });
  expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
  const said = (await observationsOf(client, id)).join('\n');
  for (const secret of authorization.given) expect(said).not.toContain(secret);
  return said;
}

interface Answer {
  readonly job_id: string;
  readonly authorization_url: string;
  readonly status: string;
  readonly oauth_state: object;
}

async function call(server: ServerProcess, path: string, body: object): Promise<Answer> {
  const response = await fetch(server.agentServerUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer;
}
