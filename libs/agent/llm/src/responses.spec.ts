import { describe, expect, it } from '@jest/globals';
import { LlmErrorKind, type LlmMessage } from '@openhands-nest/agent-ports';
import {
  anLlmRequest,
  assistantSays,
  FakeOpenAiServer,
  FakeResponsesServer,
  ManualClock,
  terminalAnswers,
  userSays,
  type FakeTurn,
} from '@openhands-nest/testing';
import { askModel, PIXEL, TERMINAL } from './__fixtures__/ask-model.js';
import { createLlm } from './create-llm.js';
import { LearnedLimits } from './provider/learned-limits.js';

const serverOf = (...turns: FakeTurn[]): FakeResponsesServer => new FakeResponsesServer(turns, undefined, '/v1');
const MODEL = 'openai/gpt-5';

describe('a model of the Responses API, with a key', () => {
  it('is sent the conversation in its own words', async () => {
    const call = { id: 'a', name: 'terminal', arguments: '{"command":"ls"}' };
    const image = `data:image/png;base64,${PIXEL}`;
    const { server, body } = await askModel(serverOf({ text: 'ok' }), MODEL, [
      { role: 'system', text: 'Be brief.' },
      { role: 'system', text: 'Be kind.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look', cache_prompt: false },
          { type: 'image', image_urls: [image], cache_prompt: false },
        ],
      },
      assistantSays({ text: 'I look.', toolCalls: [call] }),
      terminalAnswers('a', 'a.txt'),
      { role: 'system', text: 'A late word.' },
    ]);

    expect(server.requests[0]).toMatchObject({
      path: '/v1/responses',
      headers: { authorization: 'Bearer secret-key' },
    });
    expect(body.instructions).toBe('Be brief.\n\nBe kind.');
    expect(body.tools).toEqual([
      {
        type: 'function',
        name: 'terminal',
        description: TERMINAL.description,
        parameters: TERMINAL.parameters,
        strict: false,
      },
    ]);
    expect(body.input).toMatchObject([
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Look' },
          { type: 'input_image', image_url: image },
        ],
      },
      { role: 'assistant', content: 'I look.' },
      { type: 'function_call', call_id: 'a', name: 'terminal', arguments: '{"command":"ls"}' },
      { type: 'function_call_output', call_id: 'a', output: 'a.txt' },
      { role: 'user', content: [{ type: 'input_text', text: 'A late word.' }] },
    ]);
  });

  it('streams text and thoughts, and counts its tokens', async () => {
    const usage = { promptTokens: 1000, completionTokens: 50, cacheReadTokens: 400, reasoningTokens: 30 };
    const server = await serverOf({
      id: 'resp-1',
      reasoning: 'I think first.',
      text: 'A longer answer.',
      usage,
    }).start();
    const shown = { text: '', reasoning: '' };
    const llm = createLlm({ model: MODEL, baseUrl: server.baseUrl, apiKey: 'k' }, { clock: new ManualClock() });
    const reply = await llm.complete(
      anLlmRequest({
        onDelta: ({ text = '', reasoning = '' }) => {
          shown.text += text;
          shown.reasoning += reasoning;
        },
      }),
    );
    await server.close();

    expect(shown).toEqual({ text: 'A longer answer.', reasoning: 'I think first.' });
    expect(reply).toMatchObject({
      responseId: 'resp-1',
      text: 'A longer answer.',
      reasoning: 'I think first.',
      finishReason: 'stop',
    });
    expect(reply.usage).toMatchObject({ ...usage, contextWindow: 400_000 });
    expect(reply.cost).toBeCloseTo((600 * 1.25 + 400 * 0.125 + 50 * 10) / 1_000_000, 12);
  });

  it('gets its encrypted reasoning back with what followed from it', async () => {
    const call = { id: 'call_a', name: 'terminal', arguments: '{"command":"ls"}' };
    const turn = { reasoning: 'I look first.', encryptedReasoning: 'hidden thoughts', toolCalls: [call] };
    const { reply } = await askModel(serverOf(turn), MODEL, [userSays('Hello.')]);
    const { toolCalls, reasoningItem } = reply;
    expect(reply).toMatchObject({ toolCalls: [call], finishReason: 'tool_calls' });

    const said: LlmMessage[] = [
      userSays('Hello.'),
      assistantSays({ toolCalls, ...(reasoningItem && { reasoningItem }) }),
      terminalAnswers('call_a', 'a.txt'),
    ];
    const { body } = await askModel(serverOf({ text: 'Done.' }), MODEL, said);
    expect(body.input.slice(1)).toMatchObject([
      { type: 'reasoning', id: 'rs_1', encrypted_content: 'hidden thoughts' },
      { type: 'function_call', call_id: 'call_a' },
      { type: 'function_call_output', call_id: 'call_a', output: 'a.txt' },
    ]);
  });

  it('says when its reply was cut by its length', async () => {
    const { reply } = await askModel(serverOf({ text: 'A beginning', finishReason: 'length' }), MODEL, [userSays('a')]);
    expect(reply.finishReason).toBe('length');
  });

  it.each<[string, FakeTurn, LlmErrorKind, object]>([
    [
      'a conversation that is too long',
      { status: 400, body: { error: { message: 'Too long.', code: 'context_length_exceeded' } } },
      LlmErrorKind.ContextWindowExceeded,
      {},
    ],
    ['a limit', { status: 429, headers: { 'retry-after': '7' } }, LlmErrorKind.RateLimit, { retryAfterMs: 7000 }],
    ['a wrong key', { status: 401 }, LlmErrorKind.Authentication, {}],
    [
      'an error in the middle of a reply',
      { text: 'A longer text', streamError: { type: 'server_error', message: 'boom' } },
      LlmErrorKind.InternalServer,
      {},
    ],
    ['a cut', { text: 'A longer text that breaks off', fault: 'cut' }, LlmErrorKind.Unavailable, {}],
    ['a missing end', { text: 'A longer text that breaks off', fault: 'no_finish' }, LlmErrorKind.Unavailable, {}],
  ])('fails after %s', async (_name, turn, kind, details) => {
    await expect(askModel(serverOf(turn), MODEL, [userSays('Hello.')])).rejects.toMatchObject({ kind, details });
  });
});

describe('a server without a Responses API', () => {
  it('is asked for chat completions, and at once from then on', async () => {
    const server = await new FakeOpenAiServer([{ text: 'one' }, { text: 'two' }]).start();
    const limits = new LearnedLimits();
    const settings = { model: MODEL, baseUrl: server.baseUrl, apiKey: 'k', attempts: 1 };
    const ask = () => createLlm(settings, { clock: new ManualClock(), limits }).complete(anLlmRequest());

    expect([(await ask()).text, (await ask()).text]).toEqual(['one', 'two']);
    await server.close();
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/chat/completions']);
    expect(server.missed).toEqual(['/v1/responses']);
    expect(server.requests[0]?.body).toMatchObject({ reasoning_effort: 'high' });
  });

  it('fails, when nothing else was wanted', async () => {
    const server = new FakeOpenAiServer([{ text: 'never' }]);
    await expect(askModel(server, 'openai/m', [userSays('a')], { apiMode: 'responses' })).rejects.toMatchObject({
      kind: LlmErrorKind.BadRequest,
      details: { status: 404 },
    });
  });

  it('is not what a model is that does not exist', async () => {
    const body = { error: { message: 'The model gpt-5 does not exist', code: 'model_not_found' } };
    const server = serverOf({ status: 404, body });
    await expect(askModel(server, MODEL, [userSays('a')])).rejects.toMatchObject({ details: { status: 404 } });
    expect(server.missed).toEqual([]);
  });
});
