/** Characters of an unreadable piece that are quoted. */
const QUOTE_CHARS = 200;

/** The server answered with an HTTP error. Its members are what the facts of a failure are read from. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
  constructor(
    readonly statusCode: number,
    readonly responseHeaders: Readonly<Record<string, string>>,
    readonly responseBody: string,
    statusText: string,
  ) {
    super(statusText);
  }
}

/** The server said in the middle of a reply that it failed. */
export class StreamedError extends Error {
  override readonly name = 'StreamedError';
  readonly data: { readonly error: unknown };
  constructor(error: unknown) {
    super('the reply ended with an error');
    this.data = { error };
  }
}

/** The server answered well and then said what is no reply. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError';
}

/** @param piece what came in place of a piece of the reply */
export function unreadable(piece: string): InvalidResponseError {
  return new InvalidResponseError(`a piece of the reply could not be read: ${piece.slice(0, QUOTE_CHARS)}`);
}
