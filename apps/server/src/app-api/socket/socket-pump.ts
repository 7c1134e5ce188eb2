import type { Socket } from 'socket.io';
import type { EventReader, Frame } from '@openhands-nest/agent-core';
import type { Outgoing } from './outgoing.js';

/** Name of all messages from server to client. */
export const EVENT = 'oh_event';
/** Most events, and most characters of them, that are handed over before the connection must have taken them. */
const BATCH = 64;
const BATCH_CHARS = 1024 * 1024;

export interface SocketPumpOptions {
  readonly socket: Socket;
  readonly reader: EventReader;
  readonly outgoing: Outgoing;
  /** Called for each stored event once it has been handed over, and for each frame that is never stored. */
  readonly onSent: (frame: Frame) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Moves a conversation's events to a socket as fast as the peer takes them; what it has not taken stays in the log. */
export class SocketPump {
  #isScheduled = false;
  #isPumping = false;
  #isClosed = false;
  /** Whether the connection has taken all that was handed to it. */
  #isDrained = true;

  constructor(private readonly options: SocketPumpOptions) {
    const { socket, reader } = options;
    reader.onWake(() => this.#schedule());
    socket.conn.on('drain', this.#onDrain);
  }

  start(): void {
    this.#send(this.options.outgoing.opening());
    this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    this.options.socket.conn.off('drain', this.#onDrain);
    this.options.reader.close();
  }

  readonly #onDrain = (): void => {
    this.#isDrained = true;
    this.#schedule();
  };

  /** Waking is part of the engine's own work, and often comes in bursts: sending waits until that is done. */
  #schedule(): void {
    if (this.#isScheduled || this.#isClosed) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#pump().catch(this.options.onFailure);
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
    if (this.#canSend() && this.options.reader.pending) this.#schedule();
  }

  #canSend(): boolean {
    return !this.#isClosed && this.#isDrained && this.options.socket.connected;
  }

  /** Whether there was anything to take. */
  #sendBatch(): boolean {
    const { reader } = this.options;
    let chars = 0;
    let taken = 0;
    while (taken < BATCH && chars < BATCH_CHARS) {
      const [frame] = reader.take(1);
      if (!frame) break;
      taken += 1;
      if (this.#hand(frame)) chars += frame.json.length;
    }
    return taken > 0;
  }

  #hand(frame: Frame): boolean {
    const { seq, kind, json } = frame;
    if (seq === undefined) {
      this.options.onSent(frame);
      return false;
    }
    const messages = this.options.outgoing.next({ seq, kind, json });
    this.#send(messages);
    if (messages.length > 0) this.options.onSent(frame);
    return messages.length > 0;
  }

  #send(messages: readonly object[]): void {
    for (const message of messages) {
      // Set anew by the connection when it passes everything on at once.
      this.#isDrained = false;
      this.options.socket.emit(EVENT, message);
    }
  }

  /** Whether there is something to send after reading on in the log. */
  async #load(): Promise<boolean> {
    const { reader } = this.options;
    if (!reader.pending) return false;
    await reader.load();
    return !this.#isClosed && reader.pending;
  }
}
