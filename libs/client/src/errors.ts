/** Everything that this library throws by itself. Aborts are the exception: they reject with the signal's own reason. */
export class OpenHandsError extends Error {
  override readonly name: string = 'OpenHandsError';
}

/** The server could not be reached, or the connection broke. Whether it carried out what it was asked is unknown. */
export class ConnectionError extends OpenHandsError {
  override readonly name = 'ConnectionError';
}

/** The time that the caller allowed is over. */
export class TimeoutError extends OpenHandsError {
  override readonly name = 'TimeoutError';
}

/** The server answered with anything but success. */
export class ApiError extends OpenHandsError {
  override readonly name: string = 'ApiError';
  constructor(
    readonly status: number,
    /** What the server says for people. */
    readonly detail: string,
    /** The whole answer: parsed JSON, else its text; null for none. */
    readonly body: unknown = null,
  ) {
    super(`${detail} (HTTP ${status})`);
  }
}

/** 401, or close code 4001: the API key is missing or wrong. */
export class UnauthorizedError extends ApiError {
  override readonly name = 'UnauthorizedError';
}

/** 404, or close code 4004: no such conversation or event. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
}

/** 409: not now, such as a run while one is active. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError';
}

/** One reason why a request was refused. */
export interface ValidationIssue {
  /** Stable name of the rule, such as `missing`. */
  readonly type: string;
  /** Where the value lies: `["body", "content", 0, "text"]`. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input?: unknown;
}

/** 422: the request does not have the declared shape. */
export class ValidationApiError extends ApiError {
  override readonly name = 'ValidationApiError';
  constructor(
    status: number,
    detail: string,
    body: unknown,
    readonly issues: readonly ValidationIssue[],
  ) {
    super(status, detail, body);
  }
}

/** Whether the same request may succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 429 || error.status >= 500;
  return error instanceof ConnectionError || error instanceof TimeoutError;
}
