import { LlmErrorKind, type LlmRetryNotice, type LlmSettings } from '@openhands-nest/agent-ports';
import {
  FakeOpenAiServer,
  ManualClock,
  anLlmRequest,
  refusals,
  type FakeScript,
  type FakeTurn,
} from '@openhands-nest/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLlm } from './create-llm.js';

describe('a call that fails', () => {
  const servers: FakeOpenAiServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  const clock = new ManualClock();

  /** A model behind a scripted server; waits pass as soon as they have been announced. */
  async function aCall(script: FakeScript, settings: Partial<LlmSettings> = {}, random = 0) {
    const server = await new FakeOpenAiServer(script).start();
    servers.push(server);
    const llm = createLlm(
      { model: 'openai/m', baseUrl: server.baseUrl, apiKey: 'secret-key', ...settings },
      { clock, random: () => random },
    );
    const notices: LlmRetryNotice[] = [];
    const onRetry = (notice: LlmRetryNotice): void => {
      notices.push(notice);
      setImmediate(() => clock.advance(notice.waitMs));
    };
    return { server, notices, reply: llm.complete(anLlmRequest({ onRetry })) };
  }

  it.each<[string, FakeTurn, LlmErrorKind]>([
    ['429', { status: 429 }, LlmErrorKind.RateLimit],
    ['408', { status: 408 }, LlmErrorKind.Timeout],
    ['500', { status: 500 }, LlmErrorKind.InternalServer],
    ['503 in plain text', { status: 503, body: 'upstream is gone' }, LlmErrorKind.Unavailable],
    ['529', { status: 529 }, LlmErrorKind.Unavailable],
    ['a cut stream', { text: 'a longer text in pieces', fault: 'cut' }, LlmErrorKind.Unavailable],
    ['a stream without its end', { text: 'a longer text in pieces', fault: 'no_finish' }, LlmErrorKind.InternalServer],
    ['garbage in the stream', { text: 'a longer text in pieces', fault: 'garbage' }, LlmErrorKind.InternalServer],
    [
      'an error inside the stream',
      { text: 'a longer text', streamError: { message: 'boom', type: 'server_error' } },
      LlmErrorKind.InternalServer,
    ],
    [
      'an overload inside the stream',
      { text: 'a longer text', streamError: { message: 'busy', code: 503 } },
      LlmErrorKind.Unavailable,
    ],
    ['an empty reply', { text: '' }, LlmErrorKind.Unavailable],
  ])('is tried again after %s', async (_name, turn, kind) => {
    const { server, notices, reply } = await aCall([turn, { text: 'done' }]);

    expect((await reply).text).toBe('done');
    // Of the attempt that was answered: by this clock only waits between attempts take time.
    expect((await reply).timing).toEqual({ endedAt: clock.now(), latencyMs: 0 });
    expect(server.requests).toHaveLength(2);
    expect(notices).toMatchObject([{ attempt: 2, maxAttempts: 5, error: { kind } }]);
  });

  it('waits longer each time, up to the maximum, and gives up after all attempts', async () => {
    const { server, notices, reply } = await aCall(refusals(9, { status: 503 }), { attempts: 6 });

    await expect(reply).rejects.toMatchObject({ kind: LlmErrorKind.Unavailable, details: { status: 503 } });
    expect(notices.map(({ waitMs }) => waitMs)).toEqual([8000, 16_000, 32_000, 64_000, 64_000]);
    expect(server.requests).toHaveLength(6);
  });

  it('spreads its waits between the bounds', async () => {
    const { notices, reply } = await aCall(
      [...refusals(2, { status: 500 }), { text: 'ok' }],
      { retryMinMs: 100, retryMaxMs: 230 },
      0.99,
    );

    await reply;
    expect(notices.map(({ waitMs }) => waitMs)).toEqual([125, 230]);
  });

  it('waits from what it was told to begin with, within the bounds', async () => {
    const settings = { retryFactorMs: 50, retryMinMs: 80, retryMaxMs: 350 };
    const { notices, reply } = await aCall([...refusals(4, { status: 500 }), { text: 'ok' }], settings);

    await reply;
    expect(notices.map(({ waitMs }) => waitMs)).toEqual([80, 100, 200, 350]);
  });

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after-ms': '1500' }, 1500],
    [{ 'retry-after': new Date(Date.parse('2030-01-01T00:00:00Z')).toUTCString() }, undefined],
  ])('honours %j', async (headers, waitMs) => {
    const { notices, reply } = await aCall([{ status: 429, headers: headers }, { text: 'ok' }]);

    // A wait of years is not waited at all.
    if (waitMs === undefined) await expect(reply).rejects.toMatchObject({ kind: LlmErrorKind.RateLimit });
    else expect((await reply).text).toBe('ok');
    expect(notices.map((notice) => notice.waitMs)).toEqual(waitMs === undefined ? [] : [waitMs]);
  });

  it('counts silence as a failure', async () => {
    const server = await new FakeOpenAiServer([
      { text: 'a longer text in pieces', fault: 'stall' },
      { text: 'done' },
    ]).start();
    servers.push(server);
    const llm = createLlm({ model: 'm', baseUrl: server.baseUrl, timeoutMs: 5000 }, { clock, random: () => 0 });
    const notices: LlmRetryNotice[] = [];

    const reply = await llm.complete(
      anLlmRequest({
        // The first piece has come: nothing more will.
        onDelta: () => notices.length === 0 && setImmediate(() => clock.advance(5000)),
        onRetry: (notice) => {
          notices.push(notice);
          setImmediate(() => clock.advance(notice.waitMs));
        },
      }),
    );

    expect(reply.text).toBe('done');
    expect(notices).toMatchObject([
      { error: { kind: LlmErrorKind.Timeout, message: expect.stringContaining('5 seconds') } },
    ]);
    expect(clock.sleeping).toBe(0);
  });

  it('counts silence between two pieces by its own limit', async () => {
    const server = await new FakeOpenAiServer([{ text: 'a longer text in pieces', fault: 'stall' }]).start();
    servers.push(server);
    const settings = { model: 'm', baseUrl: server.baseUrl, attempts: 1, timeoutMs: 60_000, idleTimeoutMs: 2000 };
    let isTold = false;
    const advance = (): void => void (isTold ||= (setImmediate(() => clock.advance(2000)), true));
    const reply = createLlm(settings, { clock }).complete(anLlmRequest({ onDelta: advance }));

    await expect(reply).rejects.toMatchObject({
      kind: LlmErrorKind.Timeout,
      message: expect.stringContaining('2 seconds'),
    });
  });

  it('is not reached at all: connection refused', async () => {
    const server = await new FakeOpenAiServer().start();
    const baseUrl = server.baseUrl;
    await server.close();
    const llm = createLlm({ model: 'm', baseUrl, attempts: 1 }, { clock });

    await expect(llm.complete(anLlmRequest())).rejects.toMatchObject({
      kind: LlmErrorKind.Unavailable,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each<[string, FakeTurn, LlmErrorKind]>([
    ['401', { status: 401 }, LlmErrorKind.Authentication],
    ['402', { status: 402 }, LlmErrorKind.OutOfCredits],
    [
      'a 429 of an empty account',
      { status: 429, body: { error: { message: 'You exceeded…', code: 'insufficient_quota' } } },
      LlmErrorKind.OutOfCredits,
    ],
    ['400', { status: 400 }, LlmErrorKind.BadRequest],
  ])('is not tried again after %s', async (_name, turn, kind) => {
    const { server, notices, reply } = await aCall([turn, { text: 'never' }]);

    await expect(reply).rejects.toMatchObject({ kind });
    expect([server.requests.length, notices.length]).toEqual([1, 0]);
  });

  it('ends at once when it is aborted, in a wait as well as in a stream', async () => {
    const server = await new FakeOpenAiServer([
      { status: 500 },
      { text: 'a longer text in pieces', fault: 'stall' },
    ]).start();
    servers.push(server);
    const llm = createLlm({ model: 'm', baseUrl: server.baseUrl }, { clock });
    const stop = new Error('interrupted');
    const waiting = new AbortController();
    const reading = new AbortController();

    await expect(
      llm.complete(anLlmRequest({ signal: waiting.signal, onRetry: () => waiting.abort(stop) })),
    ).rejects.toBe(stop);
    await expect(
      llm.complete(anLlmRequest({ signal: reading.signal, onDelta: () => reading.abort(stop) })),
    ).rejects.toBe(stop);
    await expect(llm.complete(anLlmRequest({ signal: AbortSignal.abort(stop) }))).rejects.toBe(stop);
    expect(clock.sleeping).toBe(0);
    expect(server.requests).toHaveLength(2);
  });
});
