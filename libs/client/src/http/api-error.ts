import {
  ApiError,
  ConflictError,
  NotFoundError,
  UnauthorizedError,
  ValidationApiError,
  type ValidationIssue,
} from '../errors.js';

/** The error that stands for an answer. */
export function apiErrorOf(status: number, body: unknown): ApiError {
  const issues = issuesIn(body);
  const detail = detailIn(body, issues);
  switch (status) {
    case 401:
      return new UnauthorizedError(status, detail, body);
    case 404:
      return new NotFoundError(status, detail, body);
    case 409:
      return new ConflictError(status, detail, body);
    case 422:
      return new ValidationApiError(status, detail, body, issues);
    default:
      return new ApiError(status, detail, body);
  }
}

/** The sentence for people: `detail` of most answers, `message` of a refused creation, `error` about files, the issues of a 422. */
function detailIn(body: unknown, issues: readonly ValidationIssue[]): string {
  if (issues.length > 0) return issues.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ');
  if (typeof body === 'object' && body !== null) {
    const { detail, message, error } = body as Record<string, unknown>;
    const sentence = [detail, message, error].find((text) => typeof text === 'string');
    if (typeof sentence === 'string') return sentence;
  }
  return 'The server refused the request';
}

function issuesIn(body: unknown): readonly ValidationIssue[] {
  const detail = (body as { detail?: unknown } | null)?.detail;
  return Array.isArray(detail) ? detail.filter(isIssue) : [];
}

function isIssue(value: unknown): value is ValidationIssue {
  const { loc, msg } = (value ?? {}) as Record<string, unknown>;
  return Array.isArray(loc) && typeof msg === 'string';
}
