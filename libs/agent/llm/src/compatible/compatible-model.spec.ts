import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { LlmMessage } from '@openhands-nest/agent-ports';
import { assistantSays, terminalAnswers } from '@openhands-nest/testing';
import { describe, expect, it } from '@jest/globals';
import { routeOf } from '../provider/model-route.js';
import { callOptionsOf } from '../request/call-options.js';
import { PromptBuilder } from '../request/prompt-builder.js';
import { readReply } from '../stream/read-reply.js';
import { ChatBody } from './chat-body.js';
import { partsOf } from './chat-stream.js';

const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';
/** What both send beside the conversation, in the words of the SDK and of the protocol. */
const SETTINGS = { temperature: 0.5, maxOutputTokens: 77 };
const PARAMETERS = { max_tokens: 77, temperature: 0.5 };

/** The SDK's model over a server that answers with these events, and what it asked. */
function sdkModel(events: readonly unknown[]) {
  const bodies: string[] = [];
  const model = createOpenAICompatible({
    name: 'compatible',
    baseURL: 'http://box/v1',
    includeUsage: true,
    fetch: async (_url, init) => {
      bodies.push(init?.body as string);
      return new Response(streamOf(events), { headers: { 'content-type': 'text/event-stream' } });
    },
  }).chatModel('m');
  return { model, bodies };
}

function streamOf(events: readonly unknown[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('') + 'data: [DONE]\n\n';
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
}

/** So long that the body is kept for the next request. */
const LONG = 'Look closely. '.repeat(20_000);

describe('a request of chat completions', () => {
  const conversation: readonly LlmMessage[] = [
    { role: 'system', text: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: LONG },
        { type: 'image', image_urls: [PICTURE, 'https://example.com/a.png'] },
      ],
    },
    assistantSays({
      text: 'I look.',
      reasoning: 'because',
      toolCalls: [
        { id: 'a', name: 'terminal', arguments: '{"2": "b", "1": [null, 1.5]}' },
        { id: 'b', name: 'terminal', arguments: '{"broken' },
      ],
    }),
    terminalAnswers('a', 'ü\u2028"\n'),
    {
      role: 'tool',
      toolCallId: 'b',
      toolName: 'terminal',
      isError: true,
      content: [{ type: 'image', image_urls: [PICTURE] }],
    },
    assistantSays({ toolCalls: [{ id: 'c', name: 'finish', arguments: '' }] }),
    terminalAnswers('c', ''),
    assistantSays({ text: 'Done.' }),
    { role: 'system', text: 'A late word.' },
  ];
  const tools = [{ name: 'terminal', description: 'Runs a command.', parameters: { type: 'object', properties: {} } }];

  it.each(['openai/m', 'openhands/claude-x', 'deepseek/deepseek-v4'])(
    'is what the SDK would send for %s',
    async (model) => {
      const route = routeOf({ model, baseUrl: 'http://box/v1' });
      const prompts = new PromptBuilder(route);
      const body = new ChatBody('m', PARAMETERS);

      // It grows, and is cut back as after a condensation.
      for (const length of [1, 2, 3, 4, 5, 6, 7, 8, 9, 3, 9]) {
        const messages = conversation.slice(0, length);
        if (messages.at(-1)?.role === 'assistant' || length === 4) continue;
        const request = { messages, tools: length % 2 ? tools : [], signal: new AbortController().signal };
        const options: LanguageModelV4CallOptions = { ...callOptionsOf(request, route, prompts), ...SETTINGS };
        const sdk = sdkModel([]);
        await sdk.model.doStream(options);

        expect(body.of(options).toString()).toBe(sdk.bodies[0]);
      }
    },
  );
});

describe('a stream of chat completions', () => {
  const chunk = (delta: object | null, more: object = {}): object => ({
    id: 'r-1',
    choices: [{ index: 0, delta, ...more }],
  });
  const calls = (...deltas: object[]): object => chunk({ tool_calls: deltas });
  const call = (index: number | null, id: string | null, name: string | null, json?: string): object => ({
    ...(index === null ? {} : { index }),
    id,
    function: { name, arguments: json },
  });
  const end = { ...chunk({}, { finish_reason: 'tool_calls' }), usage: { prompt_tokens: 5, completion_tokens: 3 } };

  it.each<[string, readonly object[]]>([
    ['text and thoughts', [chunk({ reasoning: 'h' }), chunk({ reasoning_content: 'm' }), chunk({ content: 'yes' })]],
    [
      'parts of their own kind',
      [
        chunk({
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
            { type: 'text', text: 'a' },
          ],
        }),
      ],
    ],
    ['fields that are null', [chunk({ content: null, tool_calls: null, refusal: false }), chunk({ content: 'a' })]],
    ['pieces without choices and deltas', [{ id: '', choices: [] }, chunk(null), chunk({ content: 'a' })]],
    [
      'a call in pieces',
      [calls(call(0, 'a', 'ls', '')), calls(call(0, null, null, '{"a"')), calls(call(0, null, null, ':1}'))],
    ],
    [
      'calls that take turns',
      [
        calls(call(1, 'b', 'pwd', '')),
        calls(call(0, 'a', 'ls', '{')),
        calls(call(1, null, null, '{}'), call(0, null, null, '}')),
      ],
    ],
    ['one index for all calls', [calls(call(0, 'a', 'ls', '{"a":1}')), calls(call(0, 'b', 'ls', '{"a":2}'))]],
    ['one index and no ids', [calls(call(0, 'x', 'ls', '{"a":1}')), calls(call(0, 'y', 'pwd', '{"a":2}'))]],
    ['no index at all', [calls(call(null, 'a', 'ls', '{"a":1}')), calls(call(null, 'b', 'ls', '{"a":2}'))]],
    ['no index, in pieces', [calls(call(null, 'a', 'ls', '{"a"')), calls(call(null, null, null, ':1}'))]],
    ['a name that comes late', [calls(call(0, 'a', null, '{"a"')), calls(call(0, null, 'ls', ':1}'))]],
    ['a name in each piece', [calls(call(0, 'a', 'ls', '{"a"')), calls(call(0, 'a', 'ls', ':{}}'))]],
    [
      'a name in each piece, which begins like a call',
      [calls(call(0, 'a', 'ls', '{"a":')), calls(call(0, 'a', 'ls', '{}}'))],
    ],
    ['an id that changes', [calls(call(0, 'a', 'ls', '{"a"')), calls(call(0, 'b', null, ':1}'))]],
    ['empty names', [calls(call(0, 'a', 'ls', '{"a"')), calls(call(0, 'a', '', ':1}')), calls(call(7, '', ' ', ''))]],
  ])('is read as the SDK reads it: %s', async (_name, chunks) => {
    const events = [...chunks, end];
    const { stream } = await sdkModel(events).model.doStream({ prompt: [] });
    const expected = await readReply(stream, {}, () => undefined);

    expect(await readReply(partsOf(streamOf(events), undefined), {}, () => undefined)).toEqual(expected);
  });

  it('gives each call an id of its own', async () => {
    const events = [
      calls(call(0, 'a', 'ls', '{}')),
      calls(call(1, 'a', 'ls', '{}')),
      calls(call(2, '', 'pwd', '{}')),
      end,
    ];

    const { toolCalls } = await readReply(partsOf(streamOf(events), undefined), {}, () => undefined);

    expect(toolCalls.map(({ name }) => name)).toEqual(['ls', 'ls', 'pwd']);
    expect(toolCalls[0]?.id).toBe('a');
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(3);
  });

  it.each<[string, readonly object[], string]>([
    ['a refusal', [chunk({ refusal: 'No.' }), chunk({}, { finish_reason: 'stop' })], 'No.'],
    ['a call without a name', [calls(call(0, 'a', null, '{}')), end], 'without a name'],
    ['something else', [{ object: 'list', data: [] }], '"object":"list"'],
  ])('fails for %s', async (_name, events, words) => {
    await expect(readReply(partsOf(streamOf(events), undefined), {}, () => undefined)).rejects.toThrow(words);
  });
});
