import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/client';
import { FakeJudgeServer, type AskedJudge, type Judgement } from '@openhands-nest/testing';
import { finishes, runs } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

const KEY = 'key-of-the-judge';

let stage: Stage;
let judge: FakeJudgeServer;
afterEach(async () => {
  await stage.strike();
  await judge.close();
});

/** A monitor that finds nothing, and a critic that is content with the second try. */
function judgement({ path, body }: AskedJudge): Judgement {
  if (path === '/monitor') return { violation: 0.1 };
  const tries = String(body.input).split('Now it is done.').length;
  return { data: [{ probs: [tries > 1 ? 0.9 : 0.3, 0.1], num_classes: 2 }] };
}

it('has an agent judged by services elsewhere, whose keys nobody sees', async () => {
  judge = await FakeJudgeServer.start(KEY, judgement);
  const replies = [runs('echo looked'), finishes('Done.'), { ...finishes('Done.'), text: 'Now it is done.' }];
  stage = await Stage.set(() => replies.shift() ?? finishes('I have said all.'));
  const server = await stage.startServer();
  const noLabels = { sentiment_labels: [], infra_labels: [], user_followup_labels: [] };

  const response = await fetch(`${server.agentServerUrl}/api/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      agent: {
        llm: { model: 'openai/fake-model', api_key: 'sk-x', base_url: stage.model?.baseUrl },
        tools: [{ name: 'terminal' }],
        critic: {
          ...{ kind: 'APIBasedCritic', server_url: judge.url, api_key: KEY, iterative_refinement: {} },
          ...{ agent_issue_labels: ['loop_behavior'], ...noLabels },
        },
      },
      security_analyzer: { kind: 'GraySwanAnalyzer', api_url: `${judge.url}/monitor`, api_key: KEY },
      confirmation_policy: { kind: 'ConfirmRisky', threshold: 'MEDIUM' },
      workspace: { working_dir: join(stage.directory, 'work') },
      initial_message: { role: 'user', content: [{ type: 'text', text: 'Look.' }] },
    }),
  });
  const info = (await response.json()) as { id: string; security_analyzer: object };
  const client = stage.clientOf(server);
  expect(await client.waitUntil(info.id)).toBe(ExecutionStatus.Finished);

  const events = [];
  for await (const event of client.allEvents(info.id)) events.push(event);
  const scores = events.flatMap((event) =>
    event.kind === EventKind.Action ? [event.critic_result?.score ?? null] : [],
  );
  expect(scores).toEqual([null, 0.3, 0.9]);
  const risks = events.flatMap((event) =>
    event.kind === EventKind.SecurityAnalysis ? Object.values(event.risks) : [],
  );
  expect(risks).toEqual(['LOW']);
  expect(info.security_analyzer).toMatchObject({ kind: 'GraySwanAnalyzer', api_key: '**********' });
  expect(info.security_analyzer).not.toHaveProperty('keyName');
  expect(judge.asked.map(({ path }) => path)).toEqual(['/monitor', '/classify', '/classify']);
  expect(JSON.stringify([info, events])).not.toContain(KEY);
});
