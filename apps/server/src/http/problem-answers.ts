import { HttpException } from '@nestjs/common';
import { DomainError } from '@openhands-nest/agent-ports';
import { detailOf, InvalidValueError, type ValidationIssue } from '@openhands-nest/contracts/schema';
import { BodyTooLargeError } from './body/read-body.js';
import { ERROR_LOCATIONS, ERROR_STATUSES } from './error-statuses.js';
import { HttpProblem, InvalidInputError } from './problems.js';

export interface Answer {
  readonly status: number;
  readonly body: object | string;
}

/** The answer that tells a client about an error; undefined for one that nobody foresaw. */
export function answerTo(error: unknown): Answer | undefined {
  if (error instanceof InvalidValueError || error instanceof InvalidInputError) return unprocessable(error.issues);
  if (error instanceof HttpProblem) return { status: error.status, body: error.body };
  if (error instanceof DomainError) return refusal(error);
  if (error instanceof BodyTooLargeError) return { status: 413, body: { detail: error.message } };
  if (error instanceof HttpException) return { status: error.getStatus(), body: { detail: error.message } };
  return ofFramework(error);
}

function refusal(error: DomainError): Answer {
  const status = ERROR_STATUSES[error.code];
  if (status !== 422) return { status, body: { detail: error.message } };
  const loc = ERROR_LOCATIONS[error.code] ?? ['body'];
  return unprocessable([{ type: error.code, loc, msg: error.message, input: null }]);
}

function unprocessable(issues: readonly ValidationIssue[]): Answer {
  return { status: 422, body: { detail: detailOf(issues) } };
}

/** Fastify's own refusals, such as a body shorter than it was announced to be. */
function ofFramework(error: unknown): Answer | undefined {
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  return { status: statusCode, body: { detail: String(message) } };
}
