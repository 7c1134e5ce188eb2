import { LlmErrorKind, type LlmReply, type LlmRequest } from '@openhands-nest/agent-ports';
import {
  anLlmRequest,
  FakeAnthropicServer,
  FakeGoogleServer,
  FakeOpenAiServer,
  ManualClock,
  type FakeTurn,
} from '@openhands-nest/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLlm } from './create-llm.js';

const servers: (FakeOpenAiServer | FakeAnthropicServer | FakeGoogleServer)[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

describe.each([
  ['OpenAI-compatible', 'openai/m', (turn: FakeTurn) => new FakeOpenAiServer([turn])],
  ['Anthropic', 'anthropic/claude-x', (turn: FakeTurn) => new FakeAnthropicServer([turn])],
  ['Google', 'gemini/gemini-2.5-pro', (turn: FakeTurn) => new FakeGoogleServer([turn])],
])('a model of the kind %s', (_name, model, serve) => {
  const ask = async (turn: FakeTurn, overrides: Partial<LlmRequest> = {}): Promise<LlmReply> => {
    const server = await serve(turn).start();
    servers.push(server);
    const llm = createLlm(
      { model, baseUrl: server.baseUrl, apiKey: 'secret-key', attempts: 1 },
      { clock: new ManualClock() },
    );
    return llm.complete(anLlmRequest(overrides));
  };

  it('streams its text, and answers with the whole of it', async () => {
    const pieces: string[] = [];
    const text = 'Grüße, ein Satz aus mehreren Stücken ✓';

    const reply = await ask({ id: 'r-1', text }, { onDelta: (delta) => pieces.push(delta.text ?? '') });

    expect(reply).toMatchObject({ responseId: 'r-1', text, toolCalls: [], finishReason: 'stop' });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(text);
  });

  it('calls tools in parallel', async () => {
    const { toolCalls, finishReason } = await ask({
      text: 'Both.',
      toolCalls: [
        { name: 'terminal', arguments: '{"command":"ls -la /some/where"}' },
        { name: 'terminal', arguments: '{"command":"pwd"}' },
      ],
    });

    expect(toolCalls.map(({ name, arguments: json }) => [name, JSON.parse(json)])).toEqual([
      ['terminal', { command: 'ls -la /some/where' }],
      ['terminal', { command: 'pwd' }],
    ]);
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(2);
    if (!model.startsWith('gemini')) expect(finishReason).toBe('tool_calls');
  });

  it('counts its tokens', async () => {
    const { usage } = await ask({
      text: 'hi',
      usage: { promptTokens: 1000, completionTokens: 50, cacheReadTokens: 400 },
    });

    expect(usage).toMatchObject({ promptTokens: 1000, completionTokens: 50, cacheReadTokens: 400 });
  });

  it('passes on its reasoning', async () => {
    const reply = await ask({ reasoning: 'Let me think about it.', signature: 'sig', text: 'hi' });

    expect(reply).toMatchObject({ reasoning: 'Let me think about it.', text: 'hi' });
  });

  it('fails when it withholds its reply', async () => {
    const finishReason = model.startsWith('anthropic')
      ? 'refusal'
      : model.startsWith('gemini')
        ? 'SAFETY'
        : 'content_filter';

    await expect(ask({ text: 'I', finishReason })).rejects.toMatchObject({ kind: LlmErrorKind.ContentPolicy });
  });

  it('fails with a sentence that holds no key', async () => {
    const failure = ask({
      status: 401,
      body: { error: { message: 'Bad key secret-key', type: 'authentication_error' } },
    });

    await expect(failure).rejects.toMatchObject({
      kind: LlmErrorKind.Authentication,
      message: expect.not.stringContaining('secret-key'),
    });
  });
});
