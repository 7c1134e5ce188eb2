import { describe, expect, it } from '@jest/globals';
import { FailureKind, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { classificationOf, runtimeStatusOf } from './llm-failures.js';
import { LlmError, LlmErrorKind } from './llm.js';

describe('failures of a model', () => {
  it.each([
    [LlmErrorKind.Authentication, RuntimeStatus.ErrorLlmAuthentication, FailureKind.Auth, false],
    [LlmErrorKind.OutOfCredits, RuntimeStatus.ErrorLlmOutOfCredits, FailureKind.Quota, false],
    [LlmErrorKind.RateLimit, RuntimeStatus.AgentRateLimitedStopped, FailureKind.RateLimit, true],
    [LlmErrorKind.ContextWindowExceeded, RuntimeStatus.Error, FailureKind.AgentAction, true],
    [LlmErrorKind.ContentPolicy, RuntimeStatus.ErrorLlmContentPolicyViolation, FailureKind.AgentAction, true],
    [LlmErrorKind.Timeout, RuntimeStatus.Error, FailureKind.Transient, true],
    [LlmErrorKind.Unavailable, RuntimeStatus.ErrorLlmServiceUnavailable, FailureKind.Transient, true],
    [LlmErrorKind.InternalServer, RuntimeStatus.ErrorLlmInternalServerError, FailureKind.Transient, true],
    [LlmErrorKind.BadRequest, RuntimeStatus.Error, FailureKind.Config, false],
  ])('shows %s as %s, class %s', (kind, status, failure, retryable) => {
    const error = new LlmError(kind, 'It failed.');

    expect(runtimeStatusOf(error)).toBe(status);
    expect(classificationOf(error)).toMatchObject({ kind: failure, retryable });
  });
});
