import { LlmError, LlmErrorKind } from '@openhands-nest/agent-ports';
import { describe, expect, it } from '@jest/globals';
import { toLlmError } from './to-llm-error.js';

const KEY = 'k-very+secret/1234';
const answered = (statusCode: number, body: unknown): Error =>
  Object.assign(new Error('Request failed'), {
    name: 'AI_APICallError',
    statusCode,
    responseBody: typeof body === 'string' ? body : JSON.stringify(body),
    requestBodyValues: { messages: ['private'] },
  });
const kindOf = (error: unknown): string => toLlmError(error, { now: 0 }).kind;

describe('what a provider says', () => {
  it.each<[LlmErrorKind, number, unknown]>([
    [
      LlmErrorKind.ContextWindowExceeded,
      400,
      { error: { message: "This model's maximum context length is 128000 tokens.", code: 'context_length_exceeded' } },
    ],
    [
      LlmErrorKind.ContextWindowExceeded,
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'prompt is too long: 215000 tokens > 200000 maximum' },
      },
    ],
    [
      LlmErrorKind.ContextWindowExceeded,
      413,
      {
        type: 'error',
        error: { type: 'request_too_large', message: 'input length and max_tokens exceed context limit' },
      },
    ],
    [
      LlmErrorKind.ContextWindowExceeded,
      400,
      {
        error: {
          code: 400,
          status: 'INVALID_ARGUMENT',
          message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
        },
      },
    ],
    [
      LlmErrorKind.RateLimit,
      429,
      {
        error: {
          message: 'Request too large: reduce the length of the messages. Limit 30000 tokens per minute',
          code: 'rate_limit_exceeded',
        },
      },
    ],
    [LlmErrorKind.RateLimit, 429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Slow down.' } }],
    [
      LlmErrorKind.OutOfCredits,
      400,
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the API.' },
      },
    ],
    [
      LlmErrorKind.OutOfCredits,
      400,
      { error: { message: 'ExceededBudget: User over budget. Spend=5', type: 'budget_exceeded' } },
    ],
    [LlmErrorKind.OutOfCredits, 402, { error: { message: 'Insufficient Balance' } }],
    [
      LlmErrorKind.ContentPolicy,
      400,
      { error: { message: 'Your request was rejected by our safety system.', code: 'content_policy_violation' } },
    ],
    [
      LlmErrorKind.ContentPolicy,
      400,
      {
        error: {
          message: "The response was filtered due to Azure's content management policy.",
          code: 'content_filter',
        },
      },
    ],
    [LlmErrorKind.Authentication, 403, { error: { message: 'Forbidden' } }],
    [
      LlmErrorKind.Authentication,
      400,
      {
        error: {
          code: 400,
          message: 'API key not valid.',
          status: 'INVALID_ARGUMENT',
          details: [{ reason: 'API_KEY_INVALID' }],
        },
      },
    ],
    [LlmErrorKind.InternalServer, 500, { error: { message: 'oops' } }],
    [LlmErrorKind.Unavailable, 502, '<html>Bad gateway</html>'],
    [LlmErrorKind.Unavailable, 529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
    [LlmErrorKind.BadRequest, 404, { error: { message: 'The model x does not exist' } }],
    [LlmErrorKind.BadRequest, 422, { detail: [{ msg: 'extra fields' }] }],
  ])('is a case of %s (HTTP %s)', (kind, status, body) => {
    const error = toLlmError(answered(status, body), { now: 0 });

    expect(error).toMatchObject({ kind, details: { status } });
    expect(error.message).toMatch(/^[A-Z].*\. \(HTTP \d+: .+\)$/);
  });

  it.each<[LlmErrorKind, unknown]>([
    [
      LlmErrorKind.Unavailable,
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }),
    ],
    [
      LlmErrorKind.Timeout,
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'UND_ERR_CONNECT_TIMEOUT' }) }),
    ],
    [LlmErrorKind.Unavailable, new TypeError('terminated')],
    [LlmErrorKind.Unavailable, { type: 'overloaded_error', message: 'Overloaded' }],
    [LlmErrorKind.RateLimit, { message: 'slow', type: 'rate_limit_error' }],
    [LlmErrorKind.BadRequest, Object.assign(new Error('x'), { name: 'AI_UnsupportedFunctionalityError' })],
    [LlmErrorKind.Unavailable, 'a bare text'],
    [LlmErrorKind.Unavailable, undefined],
  ])('is a case of %s without an answer', (kind, error) => {
    expect(kindOf(error)).toBe(kind);
  });

  it('never passes on a key or the conversation', () => {
    const body = {
      error: {
        message: `Bad key ${KEY}, ${encodeURIComponent(KEY)}, sk-abcdef123456, Bearer abc.def, at /v1?key=xyz123`,
      },
    };
    const error = toLlmError(answered(401, body), { secrets: [undefined, KEY], now: 0 });
    const everything = [
      error.message,
      error.stack,
      String(error.cause),
      JSON.stringify(error),
      JSON.stringify(error.details.cause),
    ].join('\n');

    for (const secret of [KEY, encodeURIComponent(KEY), 'sk-abcdef123456', 'abc.def', 'xyz123', 'private'])
      expect(everything).not.toContain(secret);
  });

  it('keeps long answers short and our own errors as they are', () => {
    const own = new LlmError(LlmErrorKind.Timeout, 'Mine.');

    expect(toLlmError(answered(400, 'x'.repeat(10_000)), { now: 0 }).message.length).toBeLessThan(800);
    expect(toLlmError(own, { now: 0 })).toBe(own);
  });
});
