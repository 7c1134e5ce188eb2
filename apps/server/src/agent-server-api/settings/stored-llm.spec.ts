import { describe, expect, it } from '@jest/globals';
import { LLM } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { initialConfiguration, type Configuration } from './configuration.js';
import { chosenLlm, effectiveLlm, toLlmSettings, toStoredLlm } from './stored-llm.js';

const llm = (fields: object): LLM => parseValue(LLM, fields);
const CONNECTION = {
  id: 'c1',
  display_name: 'Shared',
  provider: 'custom',
  base_url: 'https://models.example/v1',
  api_key: 'shared key',
  created_at: 0,
  updated_at: 0,
};

function configurationWith(fields: object): Configuration {
  const initial = initialConfiguration();
  if (initial.agentSettings.agent_kind !== 'openhands') throw new Error('The usual kind of agent is another one.');
  return { ...initial, connections: [CONNECTION], agentSettings: { ...initial.agentSettings, llm: llm(fields) } };
}

describe('the model of the settings', () => {
  it('is none while nobody chose one', () => {
    expect(chosenLlm(initialConfiguration())).toBeUndefined();
    expect(chosenLlm(configurationWith({ temperature: 0.5 }))).toBeUndefined();
  });

  it('is the chosen one, in the words of the engine', () => {
    const chosen = {
      model: 'openai/m',
      api_key: 'k',
      temperature: 0.5,
      max_output_tokens: 100,
      num_retries: 0,
      timeout: 0,
    };
    expect(chosenLlm(configurationWith({ ...chosen, stream_idle_timeout: null }))).toEqual({
      model: 'openai/m',
      apiKey: 'k',
      attempts: 1,
      retryMinMs: 8000,
      retryMaxMs: 64_000,
      temperature: 0.5,
      maxOutputTokens: 100,
    });
  });

  it('takes key and address from its connection, and keeps none of its own beside it', () => {
    const stored = toStoredLlm(
      llm({ model: 'm', api_key: 'own', base_url: 'https://own.example', provider_connection_id: 'c1' }),
    );
    expect(stored).toMatchObject({ api_key: null, base_url: null });
    expect(chosenLlm(configurationWith(stored))).toMatchObject({
      apiKey: 'shared key',
      baseUrl: 'https://models.example/v1',
    });
  });

  it('is shown as that of the environment until somebody chooses', () => {
    const environment = { model: 'anthropic/claude-sonnet-5', apiKey: 'of the environment' };
    const shown = (fields: object): LLM => effectiveLlm(llm(fields), configurationWith(fields), environment);
    expect(shown({ temperature: 0.2 })).toMatchObject({ ...environmentLlm(environment), temperature: 0.2 });
    expect(shown({ model: 'openai/m' })).toMatchObject({ model: 'openai/m', api_key: null });
  });

  it('asks a local server where it is', () => {
    const local = llm({ model: 'ollama/llama', ollama_base_url: 'http://localhost:1234' });
    expect(toLlmSettings(local)).toMatchObject({ baseUrl: 'http://localhost:1234' });
  });
});

function environmentLlm({ model, apiKey }: { model: string; apiKey: string }): object {
  return { model, api_key: apiKey, base_url: null };
}
