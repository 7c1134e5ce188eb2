import { LlmError, LlmErrorKind, type Clock, type LlmRequest, type LlmSettings } from '@openhands-nest/agent-ports';

const DEFAULT_ATTEMPTS = 5;
const DEFAULT_MIN_MS = 8000;
const DEFAULT_MAX_MS = 64_000;
/** Each wait is twice the one before. */
const MULTIPLIER = 2;
/** Up to this share is added to a wait, so that many runs that failed together do not come back together. */
const JITTER = 0.25;
/** Milliseconds. A provider that asks for more is not waited for: a person should know. */
const LONGEST_WAIT_MS = 600_000;

const RETRIED: ReadonlySet<LlmErrorKind> = new Set([
  LlmErrorKind.RateLimit,
  LlmErrorKind.Timeout,
  LlmErrorKind.Unavailable,
  LlmErrorKind.InternalServer,
]);

export interface RetryPolicy {
  readonly settings: Pick<LlmSettings, 'attempts' | 'retryFactorMs' | 'retryMinMs' | 'retryMaxMs'>;
  readonly clock: Clock;
  /** From 0 up to 1, without 1. */
  readonly random: () => number;
}

/**
 * Asks again, after a growing wait, while trying again can help. A provider's Retry-After goes before our own wait.
 * @throws LlmError of the last attempt, or the signal's reason at once.
 */
export async function withRetries<T>(
  policy: RetryPolicy,
  { signal, onRetry }: Pick<LlmRequest, 'signal' | 'onRetry'>,
  attempt: () => Promise<T>,
): Promise<T> {
  const maxAttempts = Math.max(1, policy.settings.attempts ?? DEFAULT_ATTEMPTS);
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof LlmError) || number >= maxAttempts || !canRetry(error)) throw error;
      const waitMs = waitBefore(number, error, policy);
      onRetry?.({ attempt: number + 1, maxAttempts, waitMs, error });
      await policy.clock.sleep(waitMs, signal);
      signal.throwIfAborted();
    }
  }
}

function canRetry({ kind, details }: LlmError): boolean {
  return RETRIED.has(kind) && (details.retryAfterMs ?? 0) <= LONGEST_WAIT_MS;
}

function waitBefore(attemptsMade: number, error: LlmError, { settings, random }: RetryPolicy): number {
  if (error.details.retryAfterMs !== undefined) return error.details.retryAfterMs;
  const minimum = settings.retryMinMs ?? DEFAULT_MIN_MS;
  const maximum = Math.max(minimum, settings.retryMaxMs ?? DEFAULT_MAX_MS);
  const grown = (settings.retryFactorMs ?? minimum) * MULTIPLIER ** (attemptsMade - 1);
  return Math.round(Math.min(maximum, Math.max(minimum, grown) * (1 + JITTER * random())));
}
