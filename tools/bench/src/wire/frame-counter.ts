import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const HEADER_END = '\r\n\r\n';
const LENGTH_BITS = 0x7f;
const OPCODE_BITS = 0x0f;
const TEXT = 1;

/**
 * A WebSocket that counts text frames and looks at nothing else: the cheapest reader there can be, so that a hundred of them in
 * one process do not slow down the server beside it on a machine with two cores.
 */
export class FrameCounter {
  count = 0;
  #buffered: Buffer = Buffer.alloc(0);
  /** Bytes of the frame in progress that have not come yet. */
  #missing = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly onFrame: () => void,
  ) {}

  /** Resolves once the socket is open. @throws Error when the server refuses */
  static async open(address: string, onFrame: () => void): Promise<FrameCounter> {
    const url = new URL(address);
    const socket = connect(Number(url.port), url.hostname);
    socket.write(
      `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    const counter = new FrameCounter(socket, onFrame);
    await counter.#handshake();
    return counter;
  }

  close(): void {
    this.socket.destroy();
  }

  async #handshake(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onData = (chunk: Buffer): void => {
      this.#buffered = Buffer.concat([this.#buffered, chunk]);
      const end = this.#buffered.indexOf(HEADER_END);
      if (end === -1) return;
      this.socket.off('data', onData).on('data', (piece: Buffer) => this.#read(piece));
      if (!this.#buffered.toString('latin1').startsWith('HTTP/1.1 101'))
        return reject(new Error('A socket was refused.'));
      const rest = this.#buffered.subarray(end + HEADER_END.length);
      this.#buffered = Buffer.alloc(0);
      this.#read(rest);
      resolve();
    };
    this.socket.on('data', onData).on('error', reject);
    await promise;
  }

  #read(chunk: Buffer): void {
    let bytes = this.#buffered.length > 0 ? Buffer.concat([this.#buffered, chunk]) : chunk;
    for (;;) {
      const skipped = Math.min(this.#missing, bytes.length);
      this.#missing -= skipped;
      bytes = bytes.subarray(skipped);
      const header = headerOf(bytes);
      if (this.#missing > 0 || !header) break;
      bytes = bytes.subarray(header.size);
      this.#missing = header.payload;
      if (!header.isText) continue;
      this.count += 1;
      this.onFrame();
    }
    this.#buffered = bytes;
  }
}

interface FrameHeader {
  /** Bytes of the header itself. */
  readonly size: number;
  /** Bytes after it. */
  readonly payload: number;
  /** Pings are none. */
  readonly isText: boolean;
}

/** Undefined while the header is not whole. Servers do not mask. */
function headerOf(bytes: Buffer): FrameHeader | undefined {
  if (bytes.length < 2) return undefined;
  const isText = ((bytes[0] as number) & OPCODE_BITS) === TEXT;
  const length = (bytes[1] as number) & LENGTH_BITS;
  if (length < 126) return { size: 2, payload: length, isText };
  if (length === 126) return bytes.length < 4 ? undefined : { size: 4, payload: bytes.readUInt16BE(2), isText };
  return bytes.length < 10 ? undefined : { size: 10, payload: Number(bytes.readBigUInt64BE(2)), isText };
}
