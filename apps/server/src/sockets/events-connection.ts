import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Engine, EventReader } from '@openhands-nest/agent-core';
import type { Logger } from '@openhands-nest/agent-ports';
import { CloseCode, ErrorCode } from '@openhands-nest/contracts/vocabulary';
import { DomainError } from '@openhands-nest/agent-ports';
import { answerTo } from '../http/problem-answers.js';
import { readClientFrame } from './client-frame.js';
import { encoderFor } from './frame-encoder.js';
import { FramePump } from './frame-pump.js';
import { serverErrorFrame } from './server-error-frame.js';
import type { EventsSocketRequest } from './socket-request.js';

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

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly connection: Duplex;
  readonly request: EventsSocketRequest;
  readonly engine: Engine;
  readonly logger: Logger;
  readonly stallMs: number;
}

/** One client on the events socket of one conversation, from its admission to its end. */
export class EventsConnection {
  #pump: FramePump | undefined;

  constructor(private readonly options: ConnectionOptions) {}

  /** Begins to serve. Frames that arrive from now on are the client's messages. */
  async open(): Promise<void> {
    const { socket, engine, request } = this.options;
    socket.on('message', (data) => void this.#receive(data));
    socket.on('close', () => this.#pump?.close());
    try {
      this.#serve(await engine.openReader(request.conversationId, request.from));
    } catch (error) {
      this.#refuse(error);
    }
  }

  close(code: number, reason: string): void {
    const { socket } = this.options;
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
  }

  #serve(reader: EventReader): void {
    const { socket, connection, stallMs } = this.options;
    if (socket.readyState !== socket.OPEN) return reader.close();
    reader.onEnd(() => this.close(CloseCode.NotFound, 'The conversation was removed'));
    this.#pump = new FramePump({
      socket,
      connection,
      reader,
      stallMs,
      encode: encoderFor(socket.protocol),
      onStalled: () => this.#cutOff(),
      onFailure: (error) => this.#refuse(error),
    });
    this.#pump.start();
  }

  #cutOff(): void {
    this.#pump?.close();
    this.close(CloseCode.TooSlow, 'Too slow: connect again to catch up');
  }

  #refuse(error: unknown): void {
    const code = error instanceof DomainError ? CLOSE_CODES[error.code] : undefined;
    if (code === undefined) this.#log('A socket failed', error);
    this.#pump?.close();
    this.close(code ?? INTERNAL_ERROR, code === undefined ? 'Internal error' : (error as Error).message.slice(0, 100));
  }

  async #receive(data: RawData): Promise<void> {
    const { socket, engine, request } = this.options;
    try {
      const frame = readClientFrame(toBuffer(data));
      if (frame.kind === 'message') await engine.send(request.conversationId, frame.message);
    } catch (error) {
      if (answerTo(error) === undefined) this.#log('A message over a socket failed', error);
      if (socket.readyState === socket.OPEN) socket.send(serverErrorFrame(error, Date.now()));
    }
  }

  #log(message: string, error: unknown): void {
    const { logger, request } = this.options;
    const stack = error instanceof Error ? error.stack : String(error);
    logger.error(message, { conversationId: request.conversationId, stack });
  }
}

export function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
