import { describe, expect, it } from '@jest/globals';
import { LlmErrorKind, type LlmSettings } from '@openhands-nest/agent-ports';
import {
  anLlmRequest,
  FakeAnthropicServer,
  FakeOpenAiServer,
  FakeResponsesServer,
  ManualClock,
  type FakeRequest,
  type FakeTurn,
} from '@openhands-nest/testing';
import { createLlm } from '../create-llm.js';
import { LearnedLimits } from '../provider/learned-limits.js';

type Script = (request: FakeRequest) => FakeTurn;
type Server = FakeOpenAiServer | FakeAnthropicServer | FakeResponsesServer;

/** Refuses every request that holds what it does not take. */
const refusing =
  (isTaken: (body: FakeRequest['body']) => boolean, error: object, status = 400): Script =>
  ({ body }) =>
    isTaken(body) ? { text: 'ok' } : { status, body: error };

async function withServer<T>(server: Server, use: (baseUrl: string) => Promise<T>): Promise<T> {
  await server.start();
  try {
    return await use(server.baseUrl);
  } finally {
    await server.close();
  }
}

const ask = (settings: LlmSettings, limits?: LearnedLimits) =>
  createLlm({ apiKey: 'secret-key', attempts: 1, ...settings }, { clock: new ManualClock(), limits }).complete(
    anLlmRequest(),
  );
const said = (message: string, more: object = {}): object => ({ error: { message, ...more } });
const lacks =
  (...names: string[]) =>
  (body: Readonly<Record<string, unknown>>) =>
    names.every((name) => !(name in body));

describe('a setting that a provider refuses is left out', () => {
  it.each<[string, string, (script: Script) => Server, Partial<LlmSettings>, string, number, object]>([
    [
      'by a parameter of the error',
      'openai/m',
      (script) => new FakeOpenAiServer(script),
      { temperature: 0.3 },
      'temperature',
      400,
      said('It cannot be had.', { param: 'temperature', code: 'unsupported_value' }),
    ],
    [
      'by the words of the error',
      'openai/m',
      (script) => new FakeOpenAiServer(script),
      { topK: 3 },
      'top_k',
      400,
      said("litellm.UnsupportedParamsError: x does not support parameters: ['top_k']"),
    ],
    [
      'by the place of a 422',
      'openai/m',
      (script) => new FakeOpenAiServer(script),
      { reasoningEffort: 'low' },
      'reasoning_effort',
      422,
      {
        detail: [{ type: 'extra_forbidden', loc: ['body', 'reasoning_effort'], msg: 'Extra inputs are not permitted' }],
      },
    ],
    [
      'a member of the person’s own',
      'openai/m',
      (script) => new FakeOpenAiServer(script),
      { extraBody: { foo: 1, bar: 2 } },
      'foo',
      400,
      said('Unrecognized request argument supplied: foo'),
    ],
    [
      'by Anthropic',
      'anthropic/claude-x',
      (script) => new FakeAnthropicServer(script),
      { temperature: 0.3 },
      'temperature',
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: '`temperature` is deprecated for this model.' },
      },
    ],
    [
      'thinking, by Anthropic',
      'anthropic/claude-sonnet-5',
      (script) => new FakeAnthropicServer(script),
      {},
      'thinking',
      400,
      { type: 'error', error: { message: 'adaptive thinking is not supported on this model' } },
    ],
    [
      'by the Responses API',
      'openai/gpt-5',
      (script) => new FakeResponsesServer(script, undefined, '/v1'),
      {},
      'prompt_cache_retention',
      400,
      said('Unknown parameter.', { param: 'prompt_cache_retention', code: 'unknown_parameter' }),
    ],
  ])('%s', async (_name, model, serve, settings, name, status, error) => {
    const server = serve(refusing(lacks(name), error, status));
    const reply = await withServer(server, (baseUrl) => ask({ model, baseUrl, ...settings }));

    expect(reply.text).toBe('ok');
    expect(server.requests.map(({ body }) => name in body)).toEqual([true, false]);
  });

  it('one after the other, and is remembered for the calls to come', async () => {
    const script: Script = ({ body }) => {
      const name = ['temperature', 'top_p', 'foo'].find((key) => key in body);
      return name === undefined ? { text: 'ok' } : { status: 400, body: said(`Unsupported parameter: '${name}'`) };
    };
    const server = new FakeOpenAiServer(script);
    const limits = new LearnedLimits();
    const settings = { model: 'openai/m', temperature: 0.3, topP: 0.5, seed: 7, extraBody: { foo: 1, bar: 2 } };
    await withServer(server, async (baseUrl) => {
      await ask({ ...settings, baseUrl }, limits);
      await ask({ ...settings, baseUrl }, limits);
    });

    expect(server.requests).toHaveLength(5);
    expect(server.requests.at(-1)?.body).toMatchObject({ seed: 7, bar: 2 });
  });

  it('a summary only, where only that is refused', async () => {
    const error = said('Your organization must be verified to generate reasoning summaries.', {
      param: 'reasoning.summary',
      code: 'unsupported_value',
    });
    const server = new FakeResponsesServer(
      refusing((body) => !('summary' in body.reasoning), error),
      undefined,
      '/v1',
    );
    await withServer(server, (baseUrl) => ask({ model: 'openai/gpt-5', baseUrl, reasoningSummary: 'auto' }));

    expect(server.requests.at(-1)?.body.reasoning).toEqual({ effort: 'high' });
  });
});

describe('a refusal is told', () => {
  const temperature = said("Unsupported parameter: 'temperature' is not supported with this model.");

  it('with the name of the setting, when nothing may be dropped', async () => {
    const server = new FakeOpenAiServer(refusing(lacks('temperature'), temperature));
    const settings = { model: 'openai/m', temperature: 0.3, dropParams: false };

    await expect(withServer(server, (baseUrl) => ask({ ...settings, baseUrl }))).rejects.toMatchObject({
      kind: LlmErrorKind.BadRequest,
      message: expect.stringContaining('does not take the setting temperature'),
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, number, object]>([
    ['that names what was not sent', 400, temperature],
    ['of a value', 400, said('max_tokens: 9 is too small', { type: 'invalid_request_error' })],
    ['that names nothing', 400, said('Tools are not supported by this model.')],
    ['for another reason', 403, said('The server does not support temperature today.')],
  ])('as it is: one %s', async (_name, status, error) => {
    const server = new FakeOpenAiServer([{ status, body: error }]);
    const settings = { model: 'openai/m', maxOutputTokens: 9 };

    await expect(withServer(server, (baseUrl) => ask({ ...settings, baseUrl }))).rejects.toMatchObject({
      message: expect.stringContaining(`HTTP ${status}`),
    });
    expect(server.requests).toHaveLength(1);
  });
});
