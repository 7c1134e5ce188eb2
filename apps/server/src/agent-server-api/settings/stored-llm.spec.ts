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
      temperature: 0.5,
      maxOutputTokens: 100,
    });
  });

  it('says nothing where it is as usual: there the environment of the server counts', () => {
    expect(toLlmSettings(llm({ model: 'openai/m' }))).toEqual({ model: 'openai/m' });
  });

  it('says everything that a person chose', () => {
    const chosen = llm({
      model: 'openai/m',
      ...{ retry_multiplier: 2, retry_min_wait: 1, retry_max_wait: 9, timeout: 60, stream_idle_timeout: 20 },
      ...{ top_p: 0.5, top_k: 5, seed: 7, reasoning_effort: 'max', reasoning_summary: 'auto', api_mode: 'responses' },
      ...{ enable_encrypted_reasoning: false, extended_thinking_budget: null, prompt_cache_retention: null },
      ...{ caching_prompt: false, drop_params: false, disable_vision: true, native_tool_calling: false },
      ...{ force_string_serializer: true, model_canonical_name: 'openai/gpt-5', max_input_tokens: 9000 },
      ...{ capability_overrides: { supports_vision: true }, litellm_extra_body: { a: 1 }, extra_headers: { b: 'c' } },
    });
    expect(toLlmSettings(chosen)).toEqual({
      model: 'openai/m',
      ...{ retryFactorMs: 2000, retryMinMs: 1000, retryMaxMs: 9000, timeoutMs: 60_000, idleTimeoutMs: 20_000 },
      ...{ topP: 0.5, topK: 5, seed: 7, reasoningEffort: 'max', reasoningSummary: 'auto', apiMode: 'responses' },
      ...{ encryptedReasoning: false, thinkingBudget: null, promptCacheRetention: null },
      ...{ cachePrompt: false, dropParams: false, vision: false, nativeToolCalling: false },
      ...{ contentForm: 'text', canonicalName: 'openai/gpt-5', contextWindow: 9000 },
      ...{ capabilities: { supports_vision: true }, extraBody: { a: 1 }, extraHeaders: { b: 'c' } },
    });
  });

  it('tells OpenRouter, and nobody else, who asks', () => {
    const extra_headers = { 'X-Title': 'mine' };
    expect(toLlmSettings(llm({ model: 'openrouter/a/b', extra_headers }))).toMatchObject({
      extraHeaders: { 'HTTP-Referer': 'https://docs.all-hands.dev/', 'X-Title': 'mine' },
    });
    expect(toLlmSettings(llm({ model: 'openai/m' }))).not.toHaveProperty('extraHeaders');
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
