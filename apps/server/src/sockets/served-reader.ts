import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { DomainError } from '@openhands-nest/agent-ports';
import { CloseCode, ErrorCode } from '@openhands-nest/contracts/vocabulary';
import type { FrameEncoder } from './frame-encoder.js';
import { FramePump, type FrameSource } from './frame-pump.js';

/** Milliseconds that a peer has to take the closing frame before its connection is cut. */
const CLOSE_GRACE_MS = 5_000;
const CLOSE_CODES: Partial<Record<ErrorCode, CloseCode>> = {
  [ErrorCode.ConversationNotFound]: CloseCode.NotFound,
  [ErrorCode.ConversationOwnedElsewhere]: CloseCode.NotFound,
  [ErrorCode.TooManySubscribers]: CloseCode.TryAgainLater,
  [ErrorCode.ServerClosing]: CloseCode.GoingAway,
};
/** "Internal error" of the WebSocket protocol. */
const INTERNAL_ERROR = 1011;

export interface ServedReaderOptions {
  readonly socket: WebSocket;
  readonly connection: Duplex;
  /** Milliseconds for which the connection may take nothing. */
  readonly stallMs: number;
  /** Hears of failures that nobody foresaw. */
  readonly onFailure: (error: unknown) => void;
}

/** A socket that is fed by a reader until either ends: too slow a peer is cut off, and each refusal has its closing code. */
export class ServedReader<F extends object> {
  #pump: FramePump<F> | undefined;

  constructor(private readonly options: ServedReaderOptions) {
    options.socket.on('close', () => this.#pump?.close());
  }

  /** Begins to send, unless the peer has gone meanwhile. */
  serve(reader: FrameSource<F>, encode: FrameEncoder<F>): void {
    const { socket, connection, stallMs } = this.options;
    if (socket.readyState !== socket.OPEN) return reader.close();
    this.#pump = new FramePump({
      socket,
      connection,
      reader,
      stallMs,
      encode,
      onStalled: () => this.#cutOff(),
      onFailure: (error) => this.refuse(error),
    });
    this.#pump.start();
  }

  refuse(error: unknown): void {
    const code = error instanceof DomainError ? CLOSE_CODES[error.code] : undefined;
    if (code === undefined) this.options.onFailure(error);
    this.#pump?.close();
    this.close(code ?? INTERNAL_ERROR, code === undefined ? 'Internal error' : (error as Error).message.slice(0, 100));
  }

  close(code: number, reason: string): void {
    const { socket } = this.options;
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
  }

  #cutOff(): void {
    this.#pump?.close();
    this.close(CloseCode.TooSlow, 'Too slow: connect again to catch up');
  }
}
