import { afterEach, describe, expect, it } from '@jest/globals';
import { LlmError, LlmErrorKind } from '@openhands-nest/agent-ports';
import { failWith, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';
import { callerOf, type Answer } from '../../../__fixtures__/settings-caller.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
afterEach(() => server.close());

async function open(llm?: ScriptedLlm): Promise<string> {
  server = await openTestServer({ storage: new InMemoryStorage(), ...(llm && { llm }) });
  return (await server.engine.create({})).view.record.id;
}

const call = callerOf(() => server);
const post = (path: string, body?: unknown): Promise<Answer> => call('POST', `/api/conversations/${path}`, body);

describe('asking the model beside a run', () => {
  it('answers the question', async () => {
    const id = await open(ScriptedLlm.replying(say('All is well.')));
    expect(await post(`${id}/ask_agent`, { question: 'How is it going?' })).toEqual({
      status: 200,
      body: { response: 'All is well.' },
    });
  });

  it('tells how the model has failed', async () => {
    const failure = new LlmError(LlmErrorKind.RateLimit, 'Too many requests.');
    const id = await open(ScriptedLlm.replying(failWith(failure)));
    expect(await post(`${id}/ask_agent`, { question: 'hm?' })).toMatchObject({
      status: 502,
      body: { detail: 'Too many requests.' },
    });
  });

  it('refuses what makes no sense', async () => {
    const id = await open();
    expect((await post(`${id}/ask_agent`, {})).status).toBe(422);
    expect((await post(`${id}/ask_agent`, { question: 'without a model?' })).status).toBe(422);
    expect((await post(`${UNKNOWN}/ask_agent`, { question: 'hm?' })).status).toBe(404);
    expect((await post(`${id}/condense`)).status).toBe(409);
    expect((await post(`${UNKNOWN}/condense`)).status).toBe(404);
  });
});
