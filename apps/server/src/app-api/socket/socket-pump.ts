import type { Socket } from 'socket.io';
import type { EventReader, Frame } from '@openhands-nest/agent-core';
import { PumpLoop } from '../../sockets/pump-loop.js';
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
  /** Newest event of the log when the socket was opened: up to here it is a replay. */
  readonly tailSeq: number;
  /** Called for each stored event once it has been handed over, and for each frame that is never stored. */
  readonly onSent: (frame: Frame) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Moves a conversation's events to a socket as fast as the peer takes them; what it has not taken stays in the log. */
export class SocketPump {
  /** Resolves when all of the replay has been handed over, or nothing more will be. */
  readonly replayed: Promise<void>;
  readonly #loop: PumpLoop;
  readonly #endReplay: () => void;
  /** Whether the connection has taken all that was handed to it. */
  #isDrained = true;

  constructor(private readonly options: SocketPumpOptions) {
    const { socket, reader, onFailure, tailSeq } = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.replayed = promise;
    this.#endReplay = resolve;
    if (tailSeq === 0) resolve();
    this.#loop = new PumpLoop({
      reader,
      // What is replayed goes out before the client counts as connected.
      canSend: () => this.#isDrained && socket.conn.readyState === 'open',
      sendBatch: () => this.#sendBatch(),
      onFailure,
    });
    socket.conn.on('drain', this.#onDrain);
  }

  start(): void {
    this.#send(this.options.outgoing.opening());
    this.#loop.schedule();
  }

  close(): void {
    this.options.socket.conn.off('drain', this.#onDrain);
    this.#loop.close();
    this.#endReplay();
  }

  readonly #onDrain = (): void => {
    this.#isDrained = true;
    this.#loop.schedule();
  };

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
    if (seq >= this.options.tailSeq) this.#endReplay();
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
}
