/** How many times the limit is read and dropped, so that the sender gets to see the refusal instead of a broken connection. */
const DRAIN_FACTOR = 8;

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
  constructor(readonly limit: number) {
    super(`The body is larger than ${limit} bytes. Send less at once.`);
  }
}

/** Reads a whole body. Never keeps more than `limit` bytes. @throws BodyTooLargeError */
export async function readBody(stream: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of stream) {
    received += chunk.length;
    if (received <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (received > limit * DRAIN_FACTOR) break;
  }
  if (received > limit) throw new BodyTooLargeError(limit);
  return Buffer.concat(chunks, received);
}
