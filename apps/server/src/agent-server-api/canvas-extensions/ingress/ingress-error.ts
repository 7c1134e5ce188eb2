/** A request to the program of an extension is refused; the message is a sentence for people. */
export class IngressError extends Error {
  override readonly name = 'IngressError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** What the answer says. The reference keeps the words of a 503 apart from `detail`. */
export function bodyOf({ status, message }: IngressError): Record<string, string> {
  return status === 503 ? { detail: 'Internal Server Error', exception: `503: ${message}` } : { detail: message };
}
