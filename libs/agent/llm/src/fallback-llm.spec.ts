import { describe, expect, it } from '@jest/globals';
import { LlmError, LlmErrorKind, type Llm, type LlmRequest, type LlmRetryNotice } from '@openhands-nest/agent-ports';
import { failWith, say, ScriptedLlm } from '@openhands-nest/testing';
import { FallbackLlm } from './fallback-llm.js';

const failure = (kind: LlmErrorKind, message: string = kind): LlmError => new LlmError(kind, message);

function request(overrides: Partial<LlmRequest> = {}): LlmRequest {
  return { messages: [], tools: [], signal: new AbortController().signal, ...overrides };
}

function withOthers(first: Llm, others: Readonly<Record<string, Llm>>, names = Object.keys(others)): FallbackLlm {
  return new FallbackLlm(first, names, async (name) => others[name]);
}

describe('a model with others behind it', () => {
  it.each([LlmErrorKind.RateLimit, LlmErrorKind.Unavailable, LlmErrorKind.Timeout, LlmErrorKind.InternalServer])(
    'asks the next one after %s, and tells so',
    async (kind) => {
      const notices: LlmRetryNotice[] = [];
      const second = ScriptedLlm.replying(say('from the second'));
      const llm = withOthers(ScriptedLlm.replying(failWith(failure(kind))), { second });

      const reply = await llm.complete(request({ onRetry: (notice) => notices.push(notice) }));

      expect(reply.text).toBe('from the second');
      expect(notices).toMatchObject([{ attempt: 2, maxAttempts: 2, waitMs: 0, error: { kind } }]);
      expect(llm.model).toBe('scripted/model');
    },
  );

  it('goes on to the one after that, and past names that nobody has', async () => {
    const second = ScriptedLlm.replying(failWith(failure(LlmErrorKind.Authentication)));
    const third = ScriptedLlm.replying(say('from the third'));
    const first = ScriptedLlm.replying(failWith(failure(LlmErrorKind.Timeout)));
    const llm = withOthers(first, { second, third }, ['gone', 'second', 'third']);
    expect((await llm.complete(request())).text).toBe('from the third');
  });

  it('begins every call with the first one', async () => {
    const first = ScriptedLlm.replying(failWith(failure(LlmErrorKind.Timeout)), say('well again'));
    const llm = withOthers(first, { second: ScriptedLlm.replying(say('from the second')) });
    await llm.complete(request());
    expect((await llm.complete(request())).text).toBe('well again');
  });

  it('tells the failure of the first one when none can answer', async () => {
    const first = ScriptedLlm.replying(failWith(failure(LlmErrorKind.RateLimit, 'of the first')));
    const second = ScriptedLlm.replying(failWith(failure(LlmErrorKind.Timeout, 'of the second')));
    await expect(withOthers(first, { second }).complete(request())).rejects.toThrow('of the first');
  });

  it.each([LlmErrorKind.Authentication, LlmErrorKind.BadRequest, LlmErrorKind.ContextWindowExceeded])(
    'asks nobody else after %s',
    async (kind) => {
      const second = ScriptedLlm.replying(say('never'));
      const llm = withOthers(ScriptedLlm.replying(failWith(failure(kind))), { second });
      await expect(llm.complete(request())).rejects.toMatchObject({ kind });
      expect(second.requests).toEqual([]);
    },
  );

  it('does not go round a budget', async () => {
    const first = ScriptedLlm.replying(failWith(failure(LlmErrorKind.Timeout)));
    const second = ScriptedLlm.replying(failWith(failure(LlmErrorKind.OutOfCredits)));
    const third = ScriptedLlm.replying(say('never'));
    await expect(withOthers(first, { second, third }).complete(request())).rejects.toMatchObject({
      kind: LlmErrorKind.OutOfCredits,
    });
    expect(third.requests).toEqual([]);
  });
});
