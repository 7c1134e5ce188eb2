import { LlmErrorKind } from '@openhands-nest/agent-ports';
import { FakeAnthropicServer, assistantSays, terminalAnswers, userSays, type FakeTurn } from '@openhands-nest/testing';
import { describe, expect, it } from '@jest/globals';
import { askModel, PIXEL } from './__fixtures__/ask-model.js';

describe('an Anthropic model', () => {
  const block = (text: string): object => ({ type: 'text', text });
  const cached = { cache_control: { type: 'ephemeral' } };

  it('marks what is to be cached: system prompt, and the last two turns', async () => {
    const { body, server } = await askModel(new FakeAnthropicServer([{ text: 'ok' }]), 'anthropic/claude-x', [
      { role: 'system', text: 'Be brief.' },
      userSays('first'),
      assistantSays({
        toolCalls: [
          { id: 'a', name: 'terminal', arguments: '{}' },
          { id: 'b', name: 'terminal', arguments: '' },
        ],
      }),
      terminalAnswers('a', 'one'),
      terminalAnswers('b', 'two', true),
      assistantSays({ text: 'done' }),
      userSays('next'),
    ]);

    expect(server.requests[0]?.headers['x-api-key']).toBe('secret-key');
    expect(body.system).toEqual([{ ...block('Be brief.'), ...cached }]);
    expect(body.messages[0]).toEqual({ role: 'user', content: [block('first')] });
    expect(body.messages[2].content).toEqual([
      expect.objectContaining({ type: 'tool_result', tool_use_id: 'a' }),
      expect.objectContaining({ type: 'tool_result', tool_use_id: 'b', is_error: true, ...cached }),
    ]);
    expect(body.messages[2].content[0]).not.toHaveProperty('cache_control');
    expect(body.messages[4]).toEqual({ role: 'user', content: [{ ...block('next'), ...cached }] });
  });

  it('signs its thoughts, and gets them back as they were', async () => {
    const { reply } = await askModel(
      new FakeAnthropicServer([
        {
          reasoning: 'Let me think.',
          signature: 'sig-1',
          redactedThinking: 'opaque',
          toolCalls: [{ name: 'terminal', arguments: '{}' }],
        },
      ]),
      'anthropic/claude-x',
      [userSays('hello')],
    );
    const call = reply.toolCalls[0];

    expect(reply.thinkingBlocks).toEqual([
      { type: 'thinking', thinking: 'Let me think.', signature: 'sig-1' },
      { type: 'redacted_thinking', data: 'opaque' },
    ]);
    const { body } = await askModel(new FakeAnthropicServer([{ text: 'ok' }]), 'anthropic/claude-x', [
      userSays('hello'),
      assistantSays({ ...reply }),
      terminalAnswers(call?.id ?? '', 'ok'),
    ]);
    expect(body.messages[1].content).toEqual([
      { type: 'thinking', thinking: 'Let me think.', signature: 'sig-1' },
      { type: 'redacted_thinking', data: 'opaque' },
      expect.objectContaining({ type: 'tool_use', id: call?.id, name: 'terminal', input: {} }),
    ]);
  });

  it.each([
    ['signed', [{ type: 'thinking' as const, thinking: 'Hm.', signature: 'sig' }], true],
    ['of another model, unsigned', [], false],
  ])('thinks by budget after calls only where their thoughts are there: %s', async (_name, thinkingBlocks, thinks) => {
    const calls = [{ id: 'a', name: 'terminal', arguments: '{}' }];
    const { body } = await askModel(
      new FakeAnthropicServer([{ text: 'ok' }]),
      'anthropic/claude-sonnet-4-5',
      [userSays('hello'), assistantSays({ toolCalls: calls, thinkingBlocks }), terminalAnswers('a', 'one')],
      { maxOutputTokens: 5000, temperature: 0.5 },
    );

    expect(body).toMatchObject({ max_tokens: 5000 });
    expect([body.thinking?.type, body.temperature]).toEqual(thinks ? ['enabled', undefined] : [undefined, 0.5]);
  });

  it('takes images in results, and addresses of images', async () => {
    const { body } = await askModel(new FakeAnthropicServer([{ text: 'ok' }]), 'anthropic/claude-x', [
      { role: 'user', content: [{ type: 'image', image_urls: ['https://example.com/a.png'] }] },
      assistantSays({ toolCalls: [{ id: 'a', name: 'terminal', arguments: '{}' }] }),
      {
        role: 'tool',
        toolCallId: 'a',
        toolName: 'terminal',
        isError: false,
        content: [{ type: 'image', image_urls: [`data:image/png;base64,${PIXEL}`] }],
      },
    ]);

    expect(body.messages[0].content[0]).toMatchObject({
      type: 'image',
      source: { type: 'url', url: 'https://example.com/a.png' },
    });
    expect(body.messages[2].content[0].content).toMatchObject([
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
    ]);
  });

  it('keeps broken arguments as they were written', async () => {
    const { reply } = await askModel(
      new FakeAnthropicServer([
        { toolCalls: [{ name: 'terminal', arguments: '{"command": "ls' }], finishReason: 'max_tokens' },
      ]),
      'anthropic/claude-x',
      [userSays('hello')],
    );

    expect(reply).toMatchObject({ finishReason: 'length', toolCalls: [{ arguments: '{"command": "ls' }] });
  });

  it('counts what it wrote into its cache, at its price', async () => {
    const usage = { promptTokens: 1000, cacheReadTokens: 600, cacheWriteTokens: 300, completionTokens: 100 };
    const { reply } = await askModel(new FakeAnthropicServer([{ text: 'ok', usage }]), 'anthropic/claude-sonnet-4-5', [
      userSays('hello'),
    ]);

    expect(reply.usage).toMatchObject({ ...usage, contextWindow: 200_000 });
    expect(reply.cost).toBeCloseTo((100 * 3 + 600 * 0.3 + 300 * 3.75 + 100 * 15) / 1_000_000, 12);
  });

  it.each<[string, FakeTurn, LlmErrorKind]>([
    [
      'an overload at the beginning',
      { text: 'x', streamError: { type: 'overloaded_error', message: 'Overloaded' } },
      LlmErrorKind.Unavailable,
    ],
    ['a cut', { text: 'a longer text in pieces', fault: 'cut' }, LlmErrorKind.Unavailable],
    ['a missing end', { text: 'a longer text in pieces', fault: 'no_finish' }, LlmErrorKind.Unavailable],
  ])('fails after %s', async (_name, turn, kind) => {
    await expect(
      askModel(new FakeAnthropicServer([turn]), 'anthropic/claude-x', [userSays('hello')]),
    ).rejects.toMatchObject({
      kind,
    });
  });
});
