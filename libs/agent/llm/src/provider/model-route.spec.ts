import { InvalidRequestError } from '@openhands-nest/agent-ports';
import { describe, expect, it } from '@jest/globals';
import { routeOf } from './model-route.js';

describe('a model name', () => {
  it.each([
    ['anthropic/claude-sonnet-4-5', undefined, 'anthropic', 'claude-sonnet-4-5', 'https://api.anthropic.com/v1'],
    ['anthropic/claude-x', 'https://proxy.example', 'anthropic', 'claude-x', 'https://proxy.example/v1'],
    ['anthropic/claude-x', 'https://proxy.example/v1/', 'anthropic', 'claude-x', 'https://proxy.example/v1'],
    ['openai/gpt-5', undefined, 'openai', 'gpt-5', 'https://api.openai.com/v1'],
    ['openai/gpt-5', 'https://api.openai.com', 'openai', 'gpt-5', 'https://api.openai.com/v1'],
    ['openai/qwen', 'http://box:8000/v1', 'compatible', 'qwen', 'http://box:8000/v1'],
    ['openai/qwen', 'http://box:8000/v1/chat/completions', 'compatible', 'qwen', 'http://box:8000/v1'],
    [
      'gemini/gemini-2.5-pro',
      undefined,
      'google',
      'gemini-2.5-pro',
      'https://generativelanguage.googleapis.com/v1beta',
    ],
    ['openrouter/anthropic/claude-x', undefined, 'compatible', 'anthropic/claude-x', 'https://openrouter.ai/api/v1'],
    ['deepseek/deepseek-chat', undefined, 'compatible', 'deepseek-chat', 'https://api.deepseek.com/v1'],
    ['mistral/devstral', undefined, 'compatible', 'devstral', 'https://api.mistral.ai/v1'],
    ['groq/llama', undefined, 'compatible', 'llama', 'https://api.groq.com/openai/v1'],
    ['xai/grok-4', undefined, 'compatible', 'grok-4', 'https://api.x.ai/v1'],
    ['ollama/qwen3', undefined, 'compatible', 'qwen3', 'http://localhost:11434/v1'],
    ['ollama/qwen3', 'http://box:11434', 'compatible', 'qwen3', 'http://box:11434/v1'],
    ['litellm_proxy/claude-x', 'http://proxy:4000', 'compatible', 'claude-x', 'http://proxy:4000'],
    ['openhands/claude-x', undefined, 'compatible', 'claude-x', 'https://llm-proxy.app.all-hands.dev'],
    ['openhands/claude-x', 'http://proxy:4000', 'compatible', 'claude-x', 'http://proxy:4000'],
    ['claude-opus-4-5', undefined, 'anthropic', 'claude-opus-4-5', 'https://api.anthropic.com/v1'],
    ['gpt-4o', undefined, 'openai', 'gpt-4o', 'https://api.openai.com/v1'],
    ['o3', undefined, 'openai', 'o3', 'https://api.openai.com/v1'],
    ['gemini-2.5-flash', undefined, 'google', 'gemini-2.5-flash', 'https://generativelanguage.googleapis.com/v1beta'],
    ['my-model', 'http://box/v1', 'compatible', 'my-model', 'http://box/v1'],
    ['Qwen/Qwen3-Coder', 'http://box/v1', 'compatible', 'Qwen/Qwen3-Coder', 'http://box/v1'],
  ])('%s with base URL %s', (model, baseUrl, protocol, modelId, expectedUrl) => {
    expect(routeOf({ model, baseUrl })).toMatchObject({ protocol, modelId, baseUrl: expectedUrl });
  });

  it.each([
    ['my-model', undefined, /provider\/model/],
    ['azure/gpt', undefined, /provider\/model/],
    ['litellm_proxy/x', undefined, /base URL/],
    ['openai/', undefined, /lacks the name/],
    ['openai/x', 'box:8000', /not a web address/],
  ])('refuses %s with base URL %s', (model, baseUrl, sentence) => {
    expect(() => routeOf({ model, baseUrl })).toThrow(InvalidRequestError);
    expect(() => routeOf({ model, baseUrl })).toThrow(sentence);
  });
});
