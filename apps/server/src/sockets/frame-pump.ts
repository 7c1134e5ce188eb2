import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { FrameEncoder } from './frame-encoder.js';
import { StallWatch } from './stall-watch.js';

/** Unsent bytes above which nothing more is taken from the reader. */
const HIGH_WATER_BYTES = 1024 * 1024;
/** Frames sent between two looks at the unsent bytes. */
const BATCH = 64;

/** Where frames come from: what is there is taken, what is not in memory is loaded first. `EventReader` is one. */
export interface FrameSource<F> {
  /** Whether frames may be there to take or to load; false: wait for `onWake`. */
  readonly pending: boolean;
  /** Up to `limit` frames. Empty: nothing new, or `load()` is needed first. */
  take(limit: number): readonly F[];
  load(): Promise<void>;
  /** Called, synchronously, whenever there is something new. One listener. */
  onWake(listener: () => void): void;
  close(): void;
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
  #isScheduled = false;
  #isPumping = false;
  #isClosed = false;

  constructor(options: PumpOptions<F>) {
    const { socket, connection, reader, stallMs, onStalled } = options;
    this.#options = options;
    this.#stall = new StallWatch({ unsent: () => socket.bufferedAmount, stallMs, onStalled });
    reader.onWake(() => this.#schedule());
    connection.on('drain', this.#onDrain);
  }

  start(): void {
    this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    this.#stall.stop();
    this.#options.connection.off('drain', this.#onDrain);
    this.#options.reader.close();
  }

  readonly #onDrain = (): void => {
    this.#stall.stop();
    this.#schedule();
  };

  /** Waking is part of the engine's own work, and often comes in bursts: sending waits until that is done. */
  #schedule(): void {
    if (this.#isScheduled || this.#isClosed) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#pump().catch(this.#options.onFailure);
    });
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#canSend() && (this.#sendBatch() || (await this.#load())));
    } finally {
      this.#isPumping = false;
    }
    // Something may have come while the log was read.
    if (this.#canSend() && this.#options.reader.pending) this.#schedule();
  }

  #canSend(): boolean {
    const { socket } = this.#options;
    if (this.#isClosed || socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount < HIGH_WATER_BYTES) return true;
    this.#stall.start();
    return false;
  }

  #sendBatch(): boolean {
    const { socket, connection, reader, encode } = this.#options;
    const frames = reader.take(BATCH);
    if (frames.length === 0) return false;
    connection.cork();
    for (const frame of frames) socket.send(encode(frame), { binary: false });
    connection.uncork();
    return true;
  }

  /** Whether there is something to send after reading on in the log. */
  async #load(): Promise<boolean> {
    const { reader } = this.#options;
    if (!reader.pending) return false;
    await reader.load();
    return !this.#isClosed && reader.pending;
  }
}
