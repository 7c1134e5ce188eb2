import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Milliseconds after which a server counts as hanging. */
const PATIENCE_MS = 15_000;
const CLOSE_FRAME = 0x88;

/** A WebSocket whose bytes are the test's own: it can break the protocol, and be gone at any moment. */
export class RawSocket {
  #received = Buffer.alloc(0);
  readonly #ended: Promise<void>;

  private constructor(private readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('The server said nothing.')));
    this.#ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
    });
  }

  /** Asks for a socket. @param target path and query, sent as they are */
  static ask(origin: string, target: string): RawSocket {
    const { port, hostname } = new URL(origin);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    return new RawSocket(socket);
  }

  /** Status of the answer. Undefined: the connection ended without one. */
  async status(): Promise<number | undefined> {
    const status = (): number => Number(/^HTTP\/1\.1 (\d+) /.exec(this.#received.toString('latin1'))?.[1] ?? NaN);
    while (Number.isNaN(status())) if (!(await this.#more())) return undefined;
    return status();
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** Goes away without a word. */
  vanish(): void {
    this.socket.destroy();
  }

  /** The code with which the server closes; undefined: it hangs up without one. */
  async closed(): Promise<number | undefined> {
    this.socket.end();
    await this.#ended;
    return closeCodeIn(this.#received.subarray(this.#received.indexOf('\r\n\r\n') + 4));
  }

  /** Whether something came. */
  #more(): Promise<boolean> {
    return new Promise((resolve) => {
      const onData = (): void => finish(true);
      const onClose = (): void => finish(false);
      const finish = (isMore: boolean): void => {
        this.socket.off('data', onData).off('close', onClose);
        resolve(isMore);
      };
      this.socket.on('data', onData).on('close', onClose);
    });
  }
}

/** A frame of a client. @param first its first byte: whether it is the last of its message, and its sort */
export function clientFrame(first: number, payload: Buffer, isMasked = true): Buffer {
  const { length } = payload;
  const mask = isMasked ? 0x80 : 0;
  const size = length < 126 ? Buffer.from([mask | length]) : Buffer.from([mask | 126, length >> 8, length & 255]);
  // A mask of zeros changes nothing.
  return Buffer.concat([Buffer.from([first]), size, Buffer.alloc(isMasked ? 4 : 0), payload]);
}

function closeCodeIn(frames: Buffer): number | undefined {
  for (let at = 0; at + 1 < frames.length;) {
    const short = frames.readUInt8(at + 1) & 127;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    const start = at + 2 + extra;
    if (start > frames.length) return undefined;
    if (frames.readUInt8(at) === CLOSE_FRAME) return short < 2 ? undefined : frames.readUInt16BE(start);
    const length =
      extra === 0 ? short : extra === 2 ? frames.readUInt16BE(at + 2) : Number(frames.readBigUInt64BE(at + 2));
    at = start + length;
  }
  return undefined;
}
