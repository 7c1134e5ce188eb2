import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';

/** Bytes of one answer, or of one event in a stream of them. */
const MAX_BYTES = 32 * 1024 * 1024;
const NEWLINE = 0x0a;

export interface AnswerWatch {
  /** An answer is too large: it is cut off. */
  readonly tooLarge: () => void;
  /** The answer to this request has ended or broken off, whole or not. */
  readonly ended: (requestBody: string) => void;
}

/** fetch that ends an answer which is too large. Of a stream of events only each event counts, since the stream may go on for days. */
export function boundedFetch(watch: AnswerWatch, plain: FetchLike = fetch): FetchLike {
  return async (url, init) => {
    const response = await plain(url, init);
    if (!response.body) return response;
    const isStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
    const onEnd = () => void (typeof init?.body === 'string' && watch.ended(init.body));
    const body = bounded(response.body, isStream, watch.tooLarge, onEnd);
    const copy = new Response(body, { status: response.status, headers: response.headers });
    // A redirect is judged by where it came from, and a copy has no address.
    Object.defineProperty(copy, 'url', { value: response.url });
    return copy;
  };
}

function bounded(
  body: ReadableStream<Uint8Array>,
  isStream: boolean,
  tooLarge: () => void,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  let size = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      // Every line of an event is far shorter than the whole may be, so the last line break is near enough to its end.
      const lastBreak = isStream ? chunk.lastIndexOf(NEWLINE) : -1;
      size = lastBreak === -1 ? size + chunk.length : chunk.length - lastBreak;
      if (size <= MAX_BYTES) return controller.enqueue(chunk);
      tooLarge();
      throw new Error('The answer is too large.');
    },
  });
  body.pipeTo(counter.writable).then(onEnd, onEnd);
  return counter.readable;
}
