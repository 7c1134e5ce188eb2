import { afterEach, expect, it } from '@jest/globals';
import { answers } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

const ID = '11111111-2222-4333-8444-555555555555';

let stage: Stage;
afterEach(() => stage.strike());

it('asks the model of a saved profile when the first one is down', async () => {
  stage = await Stage.set(({ body }) =>
    (body as { model?: unknown }).model === 'backup' ? answers('From the backup.') : { status: 503 },
  );
  const { agentServerUrl } = await stage.startServer();
  const base_url = stage.model?.baseUrl;
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(agentServerUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/api/profiles/backup', { llm: { model: 'openai/backup', api_key: 'sk-b', base_url, num_retries: 1 } });

  await post('/api/conversations', {
    conversation_id: ID,
    workspace: { working_dir: stage.directory },
    agent: {
      llm: {
        model: 'openai/first',
        api_key: 'sk-a',
        base_url,
        num_retries: 1,
        usage_id: 'main',
        fallback_strategy: { fallback_llms: ['backup'] },
      },
    },
    initial_message: { content: [{ type: 'text', text: 'hi' }] },
  });

  const deadline = AbortSignal.timeout(20_000);
  let info: { execution_status?: string; stats?: unknown } = {};
  while (info.execution_status !== 'finished') {
    deadline.throwIfAborted();
    info = (await (await fetch(`${agentServerUrl}/api/conversations/${ID}`)).json()) as typeof info;
  }
  const said = await fetch(`${agentServerUrl}/api/conversations/${ID}/agent_final_response`);
  expect(await said.json()).toEqual({ response: 'From the backup.' });
  expect(info.stats).toMatchObject({ usage_to_metrics: { main: { model_name: 'openai/first' } } });
});
