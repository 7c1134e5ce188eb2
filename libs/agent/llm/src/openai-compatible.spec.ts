import { LlmErrorKind, type LlmMessage } from '@openhands-nest/agent-ports';
import { FakeOpenAiServer, ManualClock, assistantSays, terminalAnswers, userSays } from '@openhands-nest/testing';
import { describe, expect, it } from '@jest/globals';
import { askModel, PIXEL, TERMINAL } from './__fixtures__/ask-model.js';
import { createLlm } from './create-llm.js';

describe('an OpenAI-compatible model', () => {
  it('keeps broken arguments as they were written', async () => {
    const { reply } = await askModel(
      new FakeOpenAiServer([{ toolCalls: [{ name: 'terminal', arguments: '{"command": "ls' }] }]),
      'openai/m',
      [userSays('hello')],
    );

    expect(reply.toolCalls).toMatchObject([{ name: 'terminal', arguments: '{"command": "ls' }]);
  });

  it('is sent the conversation in its own words', async () => {
    const { body, server } = await askModel(
      new FakeOpenAiServer([{ text: 'ok' }]),
      'openai/m',
      [
        { role: 'system', text: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', image_urls: ['https://example.com/a.png', `data:image/png;base64,${PIXEL}`] },
          ],
        },
        assistantSays({
          text: 'I look.',
          reasoning: 'hidden',
          toolCalls: [
            { id: 'a', name: 'terminal', arguments: '{"command":"ls"}' },
            { id: 'b', name: 'terminal', arguments: '{"command": "br' },
          ],
        }),
        {
          role: 'tool',
          toolCallId: 'a',
          toolName: 'terminal',
          isError: false,
          content: [
            { type: 'text', text: 'a picture' },
            { type: 'image', image_urls: [`data:image/png;base64,${PIXEL}`] },
          ],
        },
        terminalAnswers('b', 'Not JSON.', true),
        { role: 'system', text: 'A late word.' },
      ],
      { temperature: 0, maxOutputTokens: 99 },
    );

    expect(server.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer secret-key' },
    });
    expect(body).toMatchObject({
      model: 'm',
      stream: true,
      temperature: 0,
      max_tokens: 99,
      tools: [{ type: 'function', function: { name: 'terminal', parameters: TERMINAL.parameters } }],
    });
    const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } };
    expect(body.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          image,
        ],
      },
      {
        role: 'assistant',
        content: 'I look.',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'terminal', arguments: '{"command":"ls"}' } },
          {
            id: 'b',
            type: 'function',
            function: { name: 'terminal', arguments: JSON.stringify({ invalid_arguments: '{"command": "br' }) },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'a picture\n[The image follows below.]' },
      { role: 'tool', tool_call_id: 'b', content: 'Not JSON.' },
      { role: 'user', content: [expect.objectContaining({ type: 'text' }), image] },
      { role: 'user', content: 'A late word.' },
    ]);
  });

  it('believes a proxy about the cost', async () => {
    const { reply } = await askModel(
      new FakeOpenAiServer([{ text: 'ok', headers: { 'x-litellm-response-cost': '0.5' } }]),
      'litellm_proxy/claude-x',
      [userSays('hello')],
    );

    expect(reply.cost).toBe(0.5);
  });

  it('tells a proxy of Anthropic models what to cache', async () => {
    const { body } = await askModel(new FakeOpenAiServer([{ text: 'ok' }]), 'openhands/claude-x', [
      { role: 'system', text: 'Be brief.' },
      userSays('hello'),
    ]);

    expect(body.messages).toMatchObject([
      { role: 'system', cache_control: { type: 'ephemeral' } },
      { role: 'user', cache_control: { type: 'ephemeral' } },
    ]);
  });

  it.each([
    ['signed', { signature: 'sig-1', redactedThinking: 'opaque' }, 'high'],
    ['unsigned', {}, undefined],
  ])('thinks on behind LiteLLM where its thoughts come %s', async (_name, thoughts, effort) => {
    const calls = [{ name: 'terminal', arguments: '{}' }];
    const first = new FakeOpenAiServer([{ reasoning: 'Let me think about it.', toolCalls: calls, ...thoughts }]);
    const { reply, body: asked } = await askModel(first, 'litellm_proxy/claude-sonnet-4-5', [userSays('a')]);
    expect(asked.reasoning_effort).toBe('high');

    const before = [userSays('a'), assistantSays({ ...reply }), terminalAnswers(reply.toolCalls[0]?.id ?? '', 'b')];
    const second = new FakeOpenAiServer([{ text: 'ok' }]);
    const { body } = await askModel(second, 'litellm_proxy/claude-sonnet-4-5', before);
    expect(body.reasoning_effort).toBe(effort);
    expect(body.messages[1].thinking_blocks).toEqual(
      effort && [
        { type: 'thinking', thinking: 'Let me think about it.', signature: 'sig-1' },
        { type: 'redacted_thinking', data: 'opaque' },
      ],
    );
  });

  it('gets its reasoning back where it wants it', async () => {
    const { body } = await askModel(new FakeOpenAiServer([{ text: 'ok' }]), 'deepseek/deepseek-v4', [
      userSays('a'),
      assistantSays({ text: 'b', reasoning: 'because' }),
      userSays('c'),
    ]);

    expect(body.messages[1]).toMatchObject({ content: 'b', reasoning_content: 'because' });
  });
});

describe('what is never sent', () => {
  it.each<[string, readonly LlmMessage[]]>([
    [
      'a call without its result',
      [userSays('a'), assistantSays({ toolCalls: [{ id: 'x', name: 'terminal', arguments: '{}' }] }), userSays('b')],
    ],
    ['a result without its call', [userSays('a'), terminalAnswers('x', 'b')]],
  ])('%s', async (_name, messages) => {
    const server = new FakeOpenAiServer([{ text: 'ok' }]);

    await expect(askModel(server, 'openai/m', messages)).rejects.toMatchObject({
      kind: LlmErrorKind.BadRequest,
      message: expect.stringContaining('tool call x'),
    });
    expect(server.requests).toEqual([]);
  });

  it('a request without a key to a provider that needs one', async () => {
    const llm = createLlm({ model: 'openai/gpt-5', apiKey: ' ' }, { clock: new ManualClock() });

    await expect(
      llm.complete({ messages: [userSays('a')], tools: [], signal: new AbortController().signal }),
    ).rejects.toMatchObject({ kind: LlmErrorKind.Authentication });
  });
});
