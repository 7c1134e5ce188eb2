import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { FrameEncoder } from './frame-encoder.js';
import { PumpLoop, type LoopSource } from './pump-loop.js';
import { StallWatch } from './stall-watch.js';

/** Unsent bytes above which nothing more is taken from the reader. */
const HIGH_WATER_BYTES = 1024 * 1024;
/** Most frames that are handed over together. */
const BATCH = 64;

/** Where frames come from: what is there is taken, what is not in memory is loaded first. `EventReader` is one. */
export interface FrameSource<F> extends LoopSource {
  /** Up to `limit` frames. Empty: nothing new, or `load()` is needed first. */
  take(limit: number): readonly F[];
}

export interface PumpOptions<F> {
  readonly socket: WebSocket;
  /** The connection below the socket: it says when it has taken what was written. */
  readonly connection: Duplex;
  readonly reader: FrameSource<F>;
  readonly encode: FrameEncoder<F>;
  /** Milliseconds for which the connection may take nothing. */
  readonly stallMs: number;
  readonly onStalled: () => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Moves frames from a reader to a socket as fast as the peer takes them. It keeps at most about 1 MiB in flight: what comes
 * later stays in the log, from where the reader fetches it once the peer has caught up.
 */
export class FramePump<F> {
  readonly #options: PumpOptions<F>;
  readonly #stall: StallWatch;
  readonly #loop: PumpLoop;

  constructor(options: PumpOptions<F>) {
    const { socket, connection, reader, stallMs, onStalled, onFailure } = options;
    this.#options = options;
    this.#stall = new StallWatch({ unsent: () => socket.bufferedAmount, stallMs, onStalled });
    this.#loop = new PumpLoop({
      reader,
      canSend: () => this.#canSend(),
      sendBatch: () => this.#sendBatch(),
      onFailure,
    });
    connection.on('drain', this.#onDrain);
  }

  start(): void {
    this.#loop.schedule();
  }

  close(): void {
    this.#stall.stop();
    this.#options.connection.off('drain', this.#onDrain);
    this.#loop.close();
  }

  readonly #onDrain = (): void => {
    this.#stall.stop();
    this.#loop.schedule();
  };

  #canSend(): boolean {
    const { socket } = this.#options;
    if (socket.readyState !== socket.OPEN) return false;
    if (this.#hasRoom()) return true;
    this.#stall.start();
    return false;
  }

  #hasRoom(): boolean {
    return this.#options.socket.bufferedAmount < HIGH_WATER_BYTES;
  }

  #sendBatch(): boolean {
    const { socket, connection, reader, encode } = this.#options;
    let sent = 0;
    connection.cork();
    // One by one: a few long frames are more than there is room for.
    while (sent < BATCH && this.#hasRoom()) {
      const frames = reader.take(1);
      if (frames.length === 0) break;
      for (const frame of frames) socket.send(encode(frame), { binary: false });
      sent += frames.length;
    }
    connection.uncork();
    return sent > 0;
  }
}
