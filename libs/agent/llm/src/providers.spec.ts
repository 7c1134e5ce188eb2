import {
  LlmErrorKind,
  type LlmMessage,
  type LlmReply,
  type LlmRequest,
  type LlmSettings,
} from '@openhands-nest/agent-ports';
import {
  FakeAnthropicServer,
  FakeGoogleServer,
  FakeOpenAiServer,
  ManualClock,
  type FakeReply,
  type FakeTurn,
} from '@openhands-nest/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLlm } from './create-llm.js';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TOOLS = [
  {
    name: 'terminal',
    description: 'Runs a command.',
    parameters: { type: 'object', properties: { command: { type: 'string' } } },
  },
];

const user = (text: string): LlmMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const result = (toolCallId: string, text: string, isError = false): LlmMessage => ({
  role: 'tool',
  toolCallId,
  toolName: 'terminal',
  content: [{ type: 'text', text }],
  isError,
});
const assistant = (fields: Partial<Extract<LlmMessage, { role: 'assistant' }>>): LlmMessage => ({
  role: 'assistant',
  text: '',
  toolCalls: [],
  ...fields,
});

type Server = FakeOpenAiServer | FakeAnthropicServer | FakeGoogleServer;
const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** Asks a model behind a fresh server once. */
async function ask<S extends Server>(
  server: S,
  model: string,
  messages: readonly LlmMessage[],
  options: Partial<LlmRequest & LlmSettings> = {},
): Promise<{ reply: LlmReply; server: S; body: S['requests'][number]['body'] }> {
  servers.push(await server.start());
  const { onDelta, ...settings } = options;
  const llm = createLlm(
    { baseUrl: server.baseUrl, apiKey: 'secret-key', attempts: 1, ...settings, model },
    { clock: new ManualClock() },
  );
  const reply = await llm.complete({ messages, tools: TOOLS, signal: new AbortController().signal, onDelta });
  return { reply, server, body: server.requests[0]?.body };
}

describe.each([
  ['OpenAI-compatible', 'openai/m', (turn: FakeTurn) => new FakeOpenAiServer([turn])],
  ['Anthropic', 'anthropic/claude-x', (turn: FakeTurn) => new FakeAnthropicServer([turn])],
  ['Google', 'gemini/gemini-2.5-pro', (turn: FakeTurn) => new FakeGoogleServer([turn])],
])('a model of the kind %s', (_name, model, serve) => {
  const say = async (reply: FakeReply, options?: Partial<LlmRequest & LlmSettings>): Promise<LlmReply> =>
    (await ask(serve(reply), model, [user('hello')], options)).reply;

  it('streams its text, and answers with the whole of it', async () => {
    const pieces: string[] = [];
    const text = 'Grüße, ein Satz aus mehreren Stücken ✓';

    const reply = await say({ id: 'r-1', text }, { onDelta: (delta) => pieces.push(delta.text ?? '') });

    expect(reply).toMatchObject({ responseId: 'r-1', text, toolCalls: [], finishReason: 'stop' });
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(text);
  });

  it('calls tools in parallel', async () => {
    const { toolCalls, finishReason } = await say({
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
    const { usage } = await say({
      text: 'hi',
      usage: { promptTokens: 1000, completionTokens: 50, cacheReadTokens: 400 },
    });

    expect(usage).toMatchObject({ promptTokens: 1000, completionTokens: 50, cacheReadTokens: 400 });
  });

  it('passes on its reasoning', async () => {
    const reply = await say({ reasoning: 'Let me think about it.', signature: 'sig', text: 'hi' });

    expect(reply).toMatchObject({ reasoning: 'Let me think about it.', text: 'hi' });
  });

  it('fails when it withholds its reply', async () => {
    const finishReason = model.startsWith('anthropic')
      ? 'refusal'
      : model.startsWith('gemini')
        ? 'SAFETY'
        : 'content_filter';

    await expect(say({ text: 'I', finishReason })).rejects.toMatchObject({ kind: LlmErrorKind.ContentPolicy });
  });

  it('fails with a sentence that holds no key', async () => {
    const failure = ask(
      serve({ status: 401, body: { error: { message: 'Bad key secret-key', type: 'authentication_error' } } }),
      model,
      [user('hello')],
    );

    await expect(failure).rejects.toMatchObject({
      kind: LlmErrorKind.Authentication,
      message: expect.not.stringContaining('secret-key'),
    });
  });
});

describe('an OpenAI-compatible model', () => {
  it('keeps broken arguments as they were written', async () => {
    const { reply } = await ask(
      new FakeOpenAiServer([{ toolCalls: [{ name: 'terminal', arguments: '{"command": "ls' }] }]),
      'openai/m',
      [user('hello')],
    );

    expect(reply.toolCalls).toMatchObject([{ name: 'terminal', arguments: '{"command": "ls' }]);
  });

  it('is sent the conversation in its own words', async () => {
    const { body, server } = await ask(
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
        assistant({
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
        result('b', 'Not JSON.', true),
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
      tools: [{ type: 'function', function: { name: 'terminal', parameters: TOOLS[0]?.parameters } }],
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
    const { reply } = await ask(
      new FakeOpenAiServer([{ text: 'ok', headers: { 'x-litellm-response-cost': '0.5' } }]),
      'litellm_proxy/claude-x',
      [user('hello')],
    );

    expect(reply.cost).toBe(0.5);
  });

  it('tells a proxy of Anthropic models what to cache', async () => {
    const { body } = await ask(new FakeOpenAiServer([{ text: 'ok' }]), 'openhands/claude-x', [
      { role: 'system', text: 'Be brief.' },
      user('hello'),
    ]);

    expect(body.messages).toMatchObject([
      { role: 'system', cache_control: { type: 'ephemeral' } },
      { role: 'user', cache_control: { type: 'ephemeral' } },
    ]);
  });

  it('gets its reasoning back where it wants it', async () => {
    const { body } = await ask(new FakeOpenAiServer([{ text: 'ok' }]), 'deepseek/deepseek-v4', [
      user('a'),
      assistant({ text: 'b', reasoning: 'because' }),
      user('c'),
    ]);

    expect(body.messages[1]).toMatchObject({ content: 'b', reasoning_content: 'because' });
  });
});

describe('an Anthropic model', () => {
  const block = (text: string): object => ({ type: 'text', text });
  const cached = { cache_control: { type: 'ephemeral' } };

  it('marks what is to be cached: system prompt, and the last two turns', async () => {
    const { body, server } = await ask(new FakeAnthropicServer([{ text: 'ok' }]), 'anthropic/claude-x', [
      { role: 'system', text: 'Be brief.' },
      user('first'),
      assistant({
        toolCalls: [
          { id: 'a', name: 'terminal', arguments: '{}' },
          { id: 'b', name: 'terminal', arguments: '' },
        ],
      }),
      result('a', 'one'),
      result('b', 'two', true),
      assistant({ text: 'done' }),
      user('next'),
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
    const { reply } = await ask(
      new FakeAnthropicServer([
        {
          reasoning: 'Let me think.',
          signature: 'sig-1',
          redactedThinking: 'opaque',
          toolCalls: [{ name: 'terminal', arguments: '{}' }],
        },
      ]),
      'anthropic/claude-x',
      [user('hello')],
    );
    const call = reply.toolCalls[0];

    expect(reply.thinkingBlocks).toEqual([
      { type: 'thinking', thinking: 'Let me think.', signature: 'sig-1' },
      { type: 'redacted_thinking', data: 'opaque' },
    ]);
    const { body } = await ask(new FakeAnthropicServer([{ text: 'ok' }]), 'anthropic/claude-x', [
      user('hello'),
      assistant({ ...reply }),
      result(call?.id ?? '', 'ok'),
    ]);
    expect(body.messages[1].content).toEqual([
      { type: 'thinking', thinking: 'Let me think.', signature: 'sig-1' },
      { type: 'redacted_thinking', data: 'opaque' },
      expect.objectContaining({ type: 'tool_use', id: call?.id, name: 'terminal', input: {} }),
    ]);
  });

  it('takes images in results, and addresses of images', async () => {
    const { body } = await ask(new FakeAnthropicServer([{ text: 'ok' }]), 'anthropic/claude-x', [
      { role: 'user', content: [{ type: 'image', image_urls: ['https://example.com/a.png'] }] },
      assistant({ toolCalls: [{ id: 'a', name: 'terminal', arguments: '{}' }] }),
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
    const { reply } = await ask(
      new FakeAnthropicServer([
        { toolCalls: [{ name: 'terminal', arguments: '{"command": "ls' }], finishReason: 'max_tokens' },
      ]),
      'anthropic/claude-x',
      [user('hello')],
    );

    expect(reply).toMatchObject({ finishReason: 'length', toolCalls: [{ arguments: '{"command": "ls' }] });
  });

  it('counts what it wrote into its cache, at its price', async () => {
    const usage = { promptTokens: 1000, cacheReadTokens: 600, cacheWriteTokens: 300, completionTokens: 100 };
    const { reply } = await ask(new FakeAnthropicServer([{ text: 'ok', usage }]), 'anthropic/claude-sonnet-4-5', [
      user('hello'),
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
    await expect(ask(new FakeAnthropicServer([turn]), 'anthropic/claude-x', [user('hello')])).rejects.toMatchObject({
      kind,
    });
  });
});

describe('a Google model', () => {
  it('is sent the conversation in its own words', async () => {
    const { body, server } = await ask(new FakeGoogleServer([{ text: 'ok' }]), 'gemini/gemini-2.5-pro', [
      { role: 'system', text: 'Be brief.' },
      {
        role: 'user',
        content: [{ type: 'image', image_urls: [`data:image/png;base64,${PIXEL}`, 'https://example.com/a.png'] }],
      },
      assistant({ toolCalls: [{ id: 'a', name: 'terminal', arguments: '{"command":"ls"}' }] }),
      result('a', 'a.txt'),
    ]);

    expect(server.requests[0]?.headers['x-goog-api-key']).toBe('secret-key');
    expect(body.systemInstruction.parts).toEqual([{ text: 'Be brief.' }]);
    expect(body.contents[0].parts).toMatchObject([
      { inlineData: { mimeType: 'image/png', data: PIXEL } },
      { text: '[Image at https://example.com/a.png]' },
    ]);
    expect(body.contents[1].parts).toMatchObject([{ functionCall: { name: 'terminal', args: { command: 'ls' } } }]);
    expect(body.contents[2].parts).toMatchObject([{ functionResponse: { name: 'terminal' } }]);
  });
});

describe('what is never sent', () => {
  it.each<[string, readonly LlmMessage[]]>([
    [
      'a call without its result',
      [user('a'), assistant({ toolCalls: [{ id: 'x', name: 'terminal', arguments: '{}' }] }), user('b')],
    ],
    ['a result without its call', [user('a'), result('x', 'b')]],
  ])('%s', async (_name, messages) => {
    const server = new FakeOpenAiServer([{ text: 'ok' }]);

    await expect(ask(server, 'openai/m', messages)).rejects.toMatchObject({
      kind: LlmErrorKind.BadRequest,
      message: expect.stringContaining('tool call x'),
    });
    expect(server.requests).toEqual([]);
  });

  it('a request without a key to a provider that needs one', async () => {
    const llm = createLlm({ model: 'openai/gpt-5', apiKey: ' ' }, { clock: new ManualClock() });

    await expect(
      llm.complete({ messages: [user('a')], tools: [], signal: new AbortController().signal }),
    ).rejects.toMatchObject({ kind: LlmErrorKind.Authentication });
  });
});
