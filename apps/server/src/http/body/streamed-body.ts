import type { Readable } from 'node:stream';
import { UnknownBody } from './unknown-body.js';

/** Name in a route's configuration: the route reads the body itself, in pieces. */
export const STREAMS_BODY = 'streamsBody';

/** A body of any size that has not been read yet. */
export class StreamedBody extends UnknownBody {
  constructor(
    contentType: string,
    readonly stream: Readable,
  ) {
    super(contentType);
  }
}
