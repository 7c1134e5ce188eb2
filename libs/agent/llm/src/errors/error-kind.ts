import { LlmErrorKind } from '@openhands-nest/agent-ports';
import type { FailureFacts } from './failure-facts.js';

type Rule = readonly [kind: LlmErrorKind, applies: (facts: FailureFacts) => boolean];

const says = (pattern: RegExp) => (facts: FailureFacts) => pattern.test(facts.said);
const hasCode = (pattern: RegExp) => (facts: FailureFacts) => facts.codes.some((code) => pattern.test(code));
const hasStatus =
  (...statuses: readonly number[]) =>
  (facts: FailureFacts) =>
    facts.status !== undefined && statuses.includes(facts.status);
const either =
  (...tests: readonly ((facts: FailureFacts) => boolean)[]) =>
  (facts: FailureFacts): boolean =>
    tests.some((test) => test(facts));

const CONTEXT_TEXT =
  /maximum context length|context[ _]length|context window|prompt is too long|input is too long|input length .*exceed|input token count .*exceeds|reduce the length of the (messages|prompt|input)|too many (input|prompt) tokens|exceeds? the (model's )?(available )?context|maximum prompt length/i;
const CREDIT_TEXT =
  /insufficient[_ ](quota|balance|credits?|funds)|exceeded your current quota|exceeded[_ ]?budget|budget has been exceeded|over budget|credit balance is too low|out of credits|requires more credits|billing hard limit/i;
const POLICY_TEXT =
  /content (management )?policy|content[_ ]filter|responsible ?ai ?policy|flagged (by|as|for)|safety system/i;
const KEY_TEXT =
  /api key (is )?(not valid|invalid|missing|expired)|(invalid|incorrect) (x-)?api[- ]key|no api key|unauthori[sz]ed/i;

/** First match wins: what a provider says about the cause counts more than the status under which it says so. */
const RULES: readonly Rule[] = [
  [LlmErrorKind.ContextWindowExceeded, hasCode(/context_length_exceeded|context_window_exceeded|exceed_context_size/)],
  // A limit on tokens per minute speaks of tokens, too.
  [LlmErrorKind.ContextWindowExceeded, (facts) => facts.status !== 429 && CONTEXT_TEXT.test(facts.said)],
  [
    LlmErrorKind.OutOfCredits,
    either(
      hasStatus(402),
      hasCode(/insufficient_quota|billing|budget_exceeded|insufficient_(balance|credits)/),
      says(CREDIT_TEXT),
    ),
  ],
  [
    LlmErrorKind.ContentPolicy,
    either(hasCode(/content_policy|content_filter|moderation|responsibleaipolicy/), says(POLICY_TEXT)),
  ],
  [
    LlmErrorKind.Authentication,
    either(
      hasStatus(401, 403),
      hasCode(/authentication_error|permission_error|invalid_api_key|api_key_invalid/),
      says(KEY_TEXT),
    ),
  ],
  [LlmErrorKind.RateLimit, either(hasStatus(429), hasCode(/rate_limit|resource_exhausted|too_many_requests/))],
  [
    LlmErrorKind.Timeout,
    either(hasStatus(408), hasCode(/^timeout_error$|deadline_exceeded/), ({ networkCode }) =>
      /TIMEDOUT|_TIMEOUT$/.test(networkCode ?? ''),
    ),
  ],
  [LlmErrorKind.Unavailable, either(hasCode(/overloaded|unavailable/), ({ networkCode }) => networkCode !== undefined)],
  [
    LlmErrorKind.InternalServer,
    either(hasStatus(500), hasCode(/^(api_error|server_error|internal|internal_error|internal_server_error)$/)),
  ],
  [LlmErrorKind.Unavailable, ({ status }) => status !== undefined && status > 500],
  [LlmErrorKind.BadRequest, ({ status }) => status !== undefined],
  [
    LlmErrorKind.BadRequest,
    either(hasCode(/invalid_request/), ({ name }) => /Unsupported|InvalidPrompt|InvalidArgument/.test(name)),
  ],
  [
    LlmErrorKind.InternalServer,
    ({ name }) => /JSONParse|TypeValidation|InvalidResponse|ProviderStream|EmptyResponse/.test(name),
  ],
];

export function errorKindOf(facts: FailureFacts): LlmErrorKind {
  // What remains is a connection that broke, or a stream error that says nothing about its cause.
  return RULES.find(([, applies]) => applies(facts))?.[0] ?? LlmErrorKind.Unavailable;
}
