import type { RawData, WebSocket } from 'ws';
import { Limits } from '@openhands-nest/contracts/vocabulary';

/** Frames that may wait for somebody to listen; whoever sends more before that is no client of ours. */
const MAX_WAITING = 16;
/** Bytes that may wait: the largest message. */
const MAX_WAITING_BYTES = Limits.BODY_BYTES;

/** Receives what a client sends, from the first frame on: none is lost between authentication and service. */
export class Inbox {
  readonly #waiting: Buffer[] = [];
  #listener: ((frame: Buffer) => void) | undefined;

  constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => this.#receive(toBuffer(data)));
  }

  /** Hands over what waits and all that comes. One listener at a time. */
  listen(listener: (frame: Buffer) => void): void {
    this.#listener = listener;
    for (const frame of this.#waiting.splice(0)) listener(frame);
  }

  /** The next frame; undefined when it does not come in time, or the socket closes. Times in milliseconds. */
  next(waitMs: number): Promise<Buffer | undefined> {
    return new Promise((resolve) => {
      const finish = (frame?: Buffer): void => {
        clearTimeout(timer);
        this.socket.off('close', onClose);
        this.#listener = undefined;
        resolve(frame);
      };
      const onClose = (): void => finish();
      const timer = setTimeout(finish, waitMs);
      this.socket.on('close', onClose);
      const first = this.#waiting.shift();
      if (first) finish(first);
      else this.#listener = finish;
    });
  }

  #receive(frame: Buffer): void {
    if (this.#listener) return this.#listener(frame);
    // Whoever is being turned away may send on, but is not heard.
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.#waiting.push(frame);
    const bytes = this.#waiting.reduce((sum, { length }) => sum + length, 0);
    if (this.#waiting.length > MAX_WAITING || bytes > MAX_WAITING_BYTES) this.socket.terminate();
  }
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
