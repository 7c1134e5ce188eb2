import { describe, expect, it } from '@jest/globals';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import {
  FakeAnthropicServer,
  FakeGoogleServer,
  FakeOpenAiServer,
  FakeResponsesServer,
  userSays,
} from '@openhands-nest/testing';
import { askModel } from '../__fixtures__/ask-model.js';

type Server = FakeOpenAiServer | FakeAnthropicServer | FakeGoogleServer | FakeResponsesServer;
type Json = Readonly<Record<string, unknown>>;

const SAMPLING = { temperature: 0.3, topP: 0.8, topK: 5 };
const EVERYTHING: Partial<LlmSettings> = { ...SAMPLING, seed: 7, maxOutputTokens: 5000 };

const chat = (): Server => new FakeOpenAiServer([{ text: 'ok' }]);
const responses = (): Server => new FakeResponsesServer([{ text: 'ok' }], undefined, '/v1');
const anthropic = (): Server => new FakeAnthropicServer([{ text: 'ok' }]);
const google = (): Server => new FakeGoogleServer([{ text: 'ok' }]);

/** What is sent beside the conversation and the tools. */
async function sentTo(server: Server, model: string, settings: Partial<LlmSettings>) {
  const { body } = await askModel(server, model, [{ role: 'system', text: 'Be brief.' }, userSays('Hi.')], settings);
  const { messages, input, contents, tools, system, systemInstruction, ...rest } = body as Json;
  void [messages, input, contents, tools, system, systemInstruction];
  return { body: rest, headers: server.requests[0]?.headers };
}

const STREAMED = { stream: true, stream_options: { include_usage: true } };

describe('what a person sets reaches a server of chat completions', () => {
  it.each<[string, Partial<LlmSettings>, Json]>([
    ['openai/my-model', {}, {}],
    ['openai/my-model', EVERYTHING, { temperature: 0.3, top_p: 0.8, top_k: 5, seed: 7, max_tokens: 5000 }],
    ['openai/my-model', { reasoningEffort: 'low' }, { reasoning_effort: 'low' }],
    ['openai/my-model', { reasoningEffort: null }, {}],
    ['openai/my-model', { capabilities: { supports_reasoning_effort: true } }, { reasoning_effort: 'high' }],
    ['openai/gpt-4o', EVERYTHING, { temperature: 0.3, top_p: 0.8, seed: 7, max_completion_tokens: 5000 }],
    ['openai/gpt-4o', { reasoningEffort: 'low' }, {}],
    ['openai/gpt-4o', { reasoningEffort: 'low', dropParams: false }, { reasoning_effort: 'low' }],
    ['openai/o4-mini', EVERYTHING, { seed: 7, max_completion_tokens: 5000, reasoning_effort: 'high' }],
    [
      'openai/o4-mini',
      { ...SAMPLING, reasoningEffort: 'none' },
      { temperature: 0.3, top_p: 0.8, reasoning_effort: 'none' },
    ],
    [
      'openai/o4-mini',
      { ...SAMPLING, dropParams: false },
      { temperature: 0.3, top_p: 0.8, top_k: 5, reasoning_effort: 'high' },
    ],
    ['openai/gpt-5', { apiMode: 'chat' }, { reasoning_effort: 'high', prompt_cache_retention: '24h' }],
    [
      'openai/gpt-5',
      { apiMode: 'chat', promptCacheRetention: null, reasoningEffort: 'minimal' },
      { reasoning_effort: 'minimal' },
    ],
    ['openai/alias', { canonicalName: 'openai/o4-mini', temperature: 1 }, { reasoning_effort: 'high' }],
    ['deepseek/deepseek-v4-pro', {}, { thinking: { type: 'enabled' } }],
    ['deepseek/deepseek-v4-pro', { reasoningEffort: 'none' }, { thinking: { type: 'disabled' } }],
    ['openhands/claude-sonnet-5', SAMPLING, { reasoning_effort: 'high' }],
    ['openrouter/anthropic/claude-sonnet-4.6', {}, { reasoning_effort: 'high' }],
    ['groq/llama', { extraBody: { foo: { a: 1 }, stream: false, messages: [] } }, { foo: { a: 1 } }],
    [
      'hosted_vllm/m',
      { extraBody: { stream_options: { include_usage: false } } },
      { stream_options: { include_usage: false } },
    ],
  ])('%s with %j', async (model, settings, expected) => {
    const { body } = await sentTo(chat(), model, settings);
    expect(body).toEqual({ model: expect.any(String), ...STREAMED, ...expected });
  });

  it('with headers of the person, which go before ours', async () => {
    const { headers } = await sentTo(chat(), 'openai/m', { extraHeaders: { 'X-Team': 'a', Authorization: 'Basic b' } });
    expect(headers).toMatchObject({ 'x-team': 'a', authorization: 'Basic b' });
  });
});

describe('what a person sets reaches the Responses API', () => {
  const usual = { stream: true, store: false, tool_choice: undefined };
  const include = ['reasoning.encrypted_content'];

  it.each<[string, Partial<LlmSettings>, Json]>([
    ['openai/gpt-5', {}, { include, reasoning: { effort: 'high' }, prompt_cache_retention: '24h' }],
    ['openai/gpt-6-sol', EVERYTHING, { include, reasoning: { effort: 'high' }, max_output_tokens: 5000 }],
    [
      'litellm_proxy/openai/gpt-5-mini',
      { reasoningEffort: 'low', reasoningSummary: 'concise' },
      { include, reasoning: { effort: 'low', summary: 'concise' } },
    ],
    ['openai/gpt-5', { reasoningEffort: null, encryptedReasoning: false, promptCacheRetention: null }, {}],
    [
      'openai/gpt-4.1',
      EVERYTHING,
      { temperature: 0.3, top_p: 0.8, max_output_tokens: 5000, prompt_cache_retention: '24h' },
    ],
    ['openai/my-model', { apiMode: 'responses' }, { include }],
    ['openai/o3', { extraBody: { reasoning: { mode: 'x' } } }, { include, reasoning: { effort: 'high', mode: 'x' } }],
  ])('%s with %j', async (model, settings, expected) => {
    const { body } = await sentTo(responses(), model, settings);
    expect(body).toEqual({ model: expect.any(String), instructions: 'Be brief.', ...usual, ...expected });
  });
});

describe('what a person sets reaches Anthropic', () => {
  const adaptive = (effort: string): Json => ({
    thinking: { type: 'adaptive', display: 'summarized' },
    output_config: { effort },
  });
  const budget = (tokens: number): Json => ({ thinking: { type: 'enabled', budget_tokens: tokens } });

  it.each<[string, Partial<LlmSettings>, Json]>([
    ['claude-sonnet-4-5', {}, { max_tokens: 64_000, ...budget(63_999) }],
    ['claude-sonnet-4-5', EVERYTHING, { max_tokens: 5000, ...budget(4999) }],
    ['claude-sonnet-4-5', { reasoningEffort: 'low' }, { max_tokens: 64_000, ...budget(4096) }],
    ['claude-sonnet-4-5', { thinkingBudget: 2000 }, { max_tokens: 64_000, ...budget(2000) }],
    [
      'claude-haiku-4-5',
      { thinkingBudget: null, temperature: 0.3, maxOutputTokens: 99 },
      { max_tokens: 99, temperature: 0.3 },
    ],
    ['claude-opus-4-5', { reasoningEffort: 'none', maxOutputTokens: 99, topK: 5 }, { max_tokens: 99, top_k: 5 }],
    ['claude-sonnet-4-5', { maxOutputTokens: 16 }, { max_tokens: 16 }],
    ['claude-opus-4-6', { maxOutputTokens: 99, topP: 0.5 }, { max_tokens: 99, ...adaptive('high') }],
    ['claude-sonnet-5', { maxOutputTokens: 99, reasoningEffort: 'minimal' }, { max_tokens: 99, ...adaptive('low') }],
    ['claude-sonnet-5', { maxOutputTokens: 99, reasoningEffort: null, temperature: 1 }, { max_tokens: 99 }],
    [
      'claude-3-5-haiku-20241022',
      { ...SAMPLING, maxOutputTokens: 99 },
      { max_tokens: 99, temperature: 0.3, top_p: 0.8, top_k: 5 },
    ],
    [
      'claude-x',
      { maxOutputTokens: 99, capabilities: { thinking_mode: 'adaptive' }, reasoningEffort: 'max' },
      { max_tokens: 99, ...adaptive('max') },
    ],
    [
      'claude-x',
      { maxOutputTokens: 99, extraBody: { metadata: { user_id: 'u' } } },
      { max_tokens: 99, metadata: { user_id: 'u' } },
    ],
  ])('%s with %j', async (model, settings, expected) => {
    const { body, headers } = await sentTo(anthropic(), `anthropic/${model}`, settings);
    expect(body).toEqual({ model, stream: true, ...expected });
    const isInterleaved = String(headers?.['anthropic-beta']).includes('interleaved-thinking-2025-05-14');
    expect(isInterleaved).toBe(JSON.stringify(expected).includes('budget_tokens'));
  });

  it('with headers of the person, and without marks for the cache', async () => {
    const { server, body } = await askModel(
      anthropic(),
      'anthropic/claude-x',
      [{ role: 'system', text: 'A.' }, userSays('B.')],
      {
        extraHeaders: { 'X-Team': 'a', 'anthropic-beta': 'own' },
        cachePrompt: false,
      },
    );
    expect(server.requests[0]?.headers).toMatchObject({
      'x-team': 'a',
      'anthropic-beta': expect.stringContaining('own'),
    });
    expect(JSON.stringify(body)).not.toContain('cache_control');
  });
});

describe('what a person sets reaches Google', () => {
  it.each<[string, Partial<LlmSettings>, Json]>([
    ['gemini-2.5-pro', {}, { thinkingConfig: { thinkingBudget: 4096, includeThoughts: true } }],
    [
      'gemini-2.5-flash',
      { ...EVERYTHING, reasoningEffort: 'none' },
      {
        ...{ temperature: 0.3, topP: 0.8, topK: 5, seed: 7, maxOutputTokens: 5000 },
        thinkingConfig: { thinkingBudget: 0, includeThoughts: false },
      },
    ],
    ['gemini-3-pro-preview', {}, { thinkingConfig: { thinkingLevel: 'high', includeThoughts: true } }],
    [
      'gemini-3-pro-preview',
      { reasoningEffort: 'none' },
      { thinkingConfig: { thinkingLevel: 'low', includeThoughts: false } },
    ],
    [
      'gemini-3.5-flash',
      { reasoningEffort: 'max', temperature: 1 },
      { temperature: 1, thinkingConfig: { thinkingLevel: 'high', includeThoughts: true } },
    ],
    ['gemini-2.0-flash', { reasoningEffort: 'low' }, {}],
    ['gemini-3.6-flash', { ...SAMPLING, reasoningEffort: null, seed: 7 }, { seed: 7 }],
  ])('%s with %j', async (model, settings, generationConfig) => {
    expect((await sentTo(google(), `gemini/${model}`, settings)).body['generationConfig']).toEqual(generationConfig);
  });

  it('with safety settings, and headers of the person', async () => {
    const safetySettings = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }];
    const { body, headers } = await sentTo(google(), 'gemini/gemini-2.5-pro', {
      extraBody: { safetySettings, generationConfig: { presencePenalty: 1 } },
      extraHeaders: { 'X-Team': 'a' },
    });
    expect(body).toMatchObject({ safetySettings, generationConfig: { presencePenalty: 1, thinkingConfig: {} } });
    expect(headers).toMatchObject({ 'x-team': 'a', 'x-goog-api-key': 'secret-key' });
  });
});
