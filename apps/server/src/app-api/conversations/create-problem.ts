import { LlmNotConfiguredError, RepositoryNotAllowedError } from '@openhands-nest/agent-ports';
import { HttpProblem } from '../../http/problems.js';

/** The handled errors of creating a conversation. Their bodies have exactly these three keys, and clients translate `msg_id`. */
export function createProblem(error: unknown): unknown {
  if (error instanceof LlmNotConfiguredError) return problem('CONFIGURATION$SETTINGS_NOT_FOUND', error.message);
  if (error instanceof RepositoryNotAllowedError) {
    return problem('STATUS$GIT_PROVIDER_AUTHENTICATION_ERROR', error.message);
  }
  return error;
}

function problem(messageId: string, message: string): HttpProblem {
  return new HttpProblem(400, { status: 'error', message, msg_id: messageId });
}
