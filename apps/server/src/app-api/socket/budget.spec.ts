import { afterEach, expect, it } from '@jest/globals';
import { totalCost } from '@openhands-nest/agent-core';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { callTo, InMemoryStorage, ScriptedLlm } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { AppClient, statesIn } from './__fixtures__/app-client.js';

let server: TestServer;
let client: AppClient;
afterEach(async () => {
  client.close();
  await server.close();
});

it('gives an agent whose budget is used up the same once more when a person lets it go on', async () => {
  const llm = ScriptedLlm.always(() => callTo('think', { thought: 'Hm.' }, { cost: 0.25 }));
  server = await openTestServer({ storage: new InMemoryStorage(), llm });
  const { record } = (await server.engine.create({ trigger: 'gui', maxBudget: 0.5 })).view;
  const spent = async () => totalCost((await server.engine.get(record.id)).record.metrics);
  client = AppClient.open(server.url, { conversation_id: toHexId(record.id), latest_event_id: '-1' });
  const untilErrors = (count: number) =>
    client.until((received) => statesIn(received).filter((state) => state === 'error').length === count);

  client.say('Go.');
  await untilErrors(1);
  expect(await spent()).toBe(0.5);

  client.say('Go on.');
  await untilErrors(2);
  expect(await spent()).toBe(1);

  client.act('change_agent_state', { agent_state: 'running' });
  await untilErrors(3);
  expect(await spent()).toBe(1.5);
});
