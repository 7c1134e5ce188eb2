import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';
import { callerOf, type Answer } from '../../../__fixtures__/settings-caller.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
let id: string;
beforeEach(async () => {
  const llm = ScriptedLlm.replying(say('Tried.'), say('{"score": 1, "complete": true, "missing": ""}'));
  server = await openTestServer({ storage: new InMemoryStorage(), llm });
  id = (await server.engine.create({})).view.record.id;
});
afterEach(() => server.close());

const call = callerOf(() => server);
const post = (path: string, body?: unknown): Promise<Answer> => call('POST', `/api/conversations/${path}`, body);

describe('a goal', () => {
  it('is started, and tells of itself in the events', async () => {
    expect(await post(`${id}/goal`, { objective: 'Be done.' })).toEqual({ status: 200, body: { success: true } });

    const deadline = AbortSignal.timeout(15_000);
    let goals: AnyJson[] = [];
    while (goals.at(-1)?.value.active !== false) {
      deadline.throwIfAborted();
      const response = await fetch(`${server.agentServerUrl}/api/conversations/${id}/events/search`);
      const { items } = (await response.json()) as { items: AnyJson[] };
      goals = items.filter(({ key }: AnyJson) => key === 'goal');
    }
    expect(goals.map(({ value }) => value.status)).toEqual(['running', 'complete']);
    expect(goals[1].value).toMatchObject({ iteration: 1, max_iterations: 10, objective: 'Be done.' });
    expect((await post(`${id}/goal/resume`)).status).toBe(400);
  });

  it('is refused where it makes no sense', async () => {
    expect((await post(`${id}/goal`, { objective: ' ' })).status).toBe(400);
    expect((await post(`${id}/goal`, { objective: 'x', max_iterations: 0 })).status).toBe(422);
    expect((await post(`${id}/goal/resume`)).status).toBe(400);
    expect((await post(`${id}/goal/stop`, {})).status).toBe(200);
    for (const path of ['goal', 'goal/stop', 'goal/resume'])
      expect((await post(`${UNKNOWN}/${path}`, { objective: 'x' })).status).toBe(404);
  });
});
