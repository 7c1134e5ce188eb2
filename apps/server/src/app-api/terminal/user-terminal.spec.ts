import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { AppClient } from '../socket/__fixtures__/app-client.js';

const ID = '11111111-2222-4333-8444-555555555555';

let server: TestServer;
let llm: ScriptedLlm;
let client: AppClient;
/** Where the conversation works. */
let root: string;
beforeEach(async () => {
  llm = ScriptedLlm.always(say('Hello.'));
  server = await openTestServer({ storage: new InMemoryStorage(), llm });
  const { view } = await server.engine.create({ conversationId: ID });
  await mkdir(view.record.spec.workspace.directory, { recursive: true });
  root = await realpath(view.record.spec.workspace.directory);
  client = AppClient.open(server.url, { conversation_id: toHexId(ID), latest_event_id: '-1' });
});
afterEach(async () => {
  client.close();
  await server.close();
});

const typed = (command: string): void => client.act('run', { command, hidden: false });
const runsIn = (received: readonly AnyJson[]): AnyJson[] =>
  received.filter(({ action, observation }) => action === 'run' || observation === 'run');
const outputsIn = (received: readonly AnyJson[]): string[] =>
  received.flatMap(({ observation, content }) => (observation === 'run' ? [content as string] : []));
const untilOutputs = (count: number): Promise<readonly AnyJson[]> =>
  client.until((received) => outputsIn(received).length === count);

describe('a command that a person types', () => {
  it('runs in the workspace, and comes back as theirs', async () => {
    typed('echo out; echo err >&2; exit 3');
    const [action, observation] = runsIn(await untilOutputs(1));
    expect(action).toMatchObject({
      source: 'user',
      args: { command: 'echo out; echo err >&2; exit 3', hidden: false },
    });
    expect(observation).toMatchObject({
      source: 'user',
      cause: action?.id,
      content: 'out\nerr\n',
      extras: { metadata: { exit_code: 3 } },
      success: false,
    });
  });

  it('keeps its directory for the next one, until that is gone', async () => {
    typed('mkdir inner && cd inner');
    typed('pwd');
    typed('cd .. && rmdir inner && cd /');
    typed('pwd');
    expect(outputsIn(await untilOutputs(4))).toEqual(['', `${root}/inner\n`, '', `${root}\n`]);
  });

  it('is told to the agent with the next message, and sets nobody to work', async () => {
    typed('echo 42');
    await untilOutputs(1);
    expect(llm.requests).toEqual([]);
    expect((await server.engine.get(ID)).record.title).toBeNull();
    client.say('What did it say?');
    await client.until((received) =>
      received.some(({ action, args }) => action === 'message' && args.content === 'Hello.'),
    );
    const [request] = llm.requests;
    expect(JSON.stringify(request?.messages)).toContain('$ echo 42');
  });

  it('keeps nothing else waiting', async () => {
    typed('until test -e go; do sleep 0.05; done; echo went');
    client.say('Hi');
    await client.until((received) => received.some(({ args }) => args?.content === 'Hello.'));
    expect(outputsIn(client.received)).toEqual([]);
    await writeFile(`${root}/go`, '');
    expect(outputsIn(await untilOutputs(1))).toEqual(['went\n']);
  });

  it('needs a terminal', async () => {
    const answer = await fetch(`${server.url}/api/conversations/${toHexId(ID)}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'run', args: { command: 'ls' } }),
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Socket.IO');
  });
});
