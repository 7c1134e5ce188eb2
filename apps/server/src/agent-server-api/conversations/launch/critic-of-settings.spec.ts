import { expect, it } from '@jest/globals';
import { OpenHandsAgentSettings } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { criticOfSettings } from './critic-of-settings.js';

function criticOf(llm: object, verification: object): unknown {
  const settings = { llm: { api_key: 'sk-model', ...llm }, verification: { critic_enabled: true, ...verification } };
  return criticOfSettings(parseValue(OpenHandsAgentSettings, settings, ['body']));
}

it('is nobody unless it is wanted', () => {
  expect(criticOf({ model: 'openhands/claude' }, { critic_enabled: false })).toBeNull();
});

it('takes the key of the model only where the model is', () => {
  const usual = 'https://llm-proxy.app.all-hands.dev/vllm';
  expect(criticOf({ model: 'openhands/claude' }, {})).toMatchObject({ server_url: usual, api_key: 'sk-model' });
  expect(criticOf({ model: 'anthropic/claude-sonnet-4-5' }, {})).toBeNull();
  const here = { model: 'openai/m', base_url: 'http://127.0.0.1:9/v1' };
  const elsewhere = { critic_server_url: 'http://127.0.0.1:8/vllm' };
  expect(criticOf(here, { critic_server_url: 'http://127.0.0.1:9/vllm' })).toMatchObject({ api_key: 'sk-model' });
  expect(criticOf(here, elsewhere)).toBeNull();
  expect(criticOf(here, { ...elsewhere, critic_api_key: 'sk-own' })).toMatchObject({ api_key: 'sk-own' });
});

it('says what follows when it is not content', () => {
  const more = {
    critic_api_key: 'k',
    enable_iterative_refinement: true,
    critic_threshold: 0.8,
    critic_model_name: 'm',
  };
  expect(criticOf({ model: 'openai/m' }, more)).toMatchObject({
    model_name: 'm',
    mode: 'finish_and_message',
    iterative_refinement: { success_threshold: 0.8, max_iterations: 3 },
  });
});
