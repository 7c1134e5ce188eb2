import { DomainError, LlmError, UnknownProfileError } from '@openhands-nest/agent-ports';

/** The sentence for a model of a failure that it can learn from. @throws the error itself when it is another one */
export function modelFailure(error: unknown): string {
  const isKnown = error instanceof UnknownProfileError || error instanceof LlmError || error instanceof DomainError;
  if (isKnown) return error.message;
  throw error;
}
