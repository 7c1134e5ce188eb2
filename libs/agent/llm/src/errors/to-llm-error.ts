import { LlmError, LlmErrorKind } from '@openhands-nest/agent-ports';
import { retryAfterIn } from '../retry/retry-after.js';
import { errorKindOf } from './error-kind.js';
import { factsOf, type FailureFacts } from './failure-facts.js';
import { redact } from './redact.js';

/** Characters of a provider's own words that are passed on. */
const QUOTE_CHARS = 500;

const SENTENCES = {
  [LlmErrorKind.Authentication]:
    'The model provider refused the API key. Check the key, and that it may use this model, in the settings.',
  [LlmErrorKind.OutOfCredits]:
    'The account of the model provider has no credit left, or its budget is used up. Add credit or raise the budget, then try again.',
  [LlmErrorKind.RateLimit]:
    'The model provider limits how often it may be asked, and still did so after all attempts. Try again in a few minutes.',
  [LlmErrorKind.ContextWindowExceeded]:
    'The conversation has become too long for the model. Condense it, or go on in a new one.',
  [LlmErrorKind.ContentPolicy]:
    'The model provider refused to answer because of its content policy. Say it differently and try again.',
  [LlmErrorKind.Timeout]: 'The model did not answer in time. Try again, or raise the timeout in the settings.',
  [LlmErrorKind.Unavailable]:
    'The model cannot be reached right now. Check the base URL if you set one, and try again in a few minutes.',
  [LlmErrorKind.InternalServer]: 'The model provider failed with an error of its own. Try again in a few minutes.',
  [LlmErrorKind.BadRequest]: "The model provider did not accept the request. Check the model's name and its settings.",
} as const satisfies Record<LlmErrorKind, string>;

export interface FailureContext {
  /** Never appear in the result. */
  readonly secrets?: readonly (string | undefined)[];
  /** Milliseconds since the epoch, to which a date in Retry-After is compared. */
  readonly now: number;
}

type Secrets = FailureContext['secrets'];

/** Whatever a provider's SDK threw, as one of our kinds with a sentence for people. */
export function toLlmError(error: unknown, context: FailureContext): LlmError {
  if (error instanceof LlmError) return error;
  const facts = factsOf(error);
  const kind = errorKindOf(facts);
  return described(kind, SENTENCES[kind], facts, context);
}

/** @param setting which the provider did not take, by its name in the settings */
export function refusedSettingError(setting: string, error: unknown, context: FailureContext): LlmError {
  const sentence = `The model provider does not take the setting ${setting} for this model. Take it out of the model's settings, or switch drop_params on.`;
  return described(LlmErrorKind.BadRequest, sentence, factsOf(error), context);
}

function described(
  kind: LlmErrorKind,
  sentence: string,
  facts: FailureFacts,
  { secrets, now }: FailureContext,
): LlmError {
  return new LlmError(kind, `${sentence} ${quote(facts, secrets)}`, {
    status: facts.status,
    retryAfterMs: retryAfterIn(facts.headers, now),
    // Not the error itself: it carries the whole conversation, and an operator's log would, too.
    cause: slim(facts, secrets),
  });
}

/** One of our kinds for what no provider said: a stall, an empty reply, a stream without end. */
export function llmErrorOf(kind: LlmErrorKind, reason: string): LlmError {
  return new LlmError(kind, `${SENTENCES[kind]} (${reason})`);
}

function quote({ said, status, networkCode }: FailureFacts, secrets: Secrets): string {
  const origin = status ? `HTTP ${status}: ` : networkCode ? `${networkCode}: ` : '';
  const words = redact(said, secrets).replace(/\s+/g, ' ').trim();
  return `(${origin}${words.length > QUOTE_CHARS ? `${words.slice(0, QUOTE_CHARS)}…` : words})`;
}

function slim({ name, said }: FailureFacts, secrets: Secrets): Error {
  const cause = new Error(redact(said, secrets).slice(0, QUOTE_CHARS));
  if (name) cause.name = name;
  return cause;
}
