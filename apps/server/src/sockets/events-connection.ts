import type { Engine, Frame } from '@openhands-nest/agent-core';
import type { Logger } from '@openhands-nest/agent-ports';
import { CloseCode } from '@openhands-nest/contracts/vocabulary';
import { answerTo } from '../http/problem-answers.js';
import { readClientFrame } from './client-frame.js';
import type { EventsRequest } from './events-request.js';
import { encoderFor } from './frame-encoder.js';
import { ServedReader } from './served-reader.js';
import { serverErrorFrame } from './server-error-frame.js';
import type { OpenSocket } from './socket-server.js';

export interface EventsConnectionOptions extends OpenSocket<EventsRequest> {
  readonly engine: Engine;
  readonly logger: Logger;
  readonly stallMs: number;
}

/** One client on the events socket of one conversation, from its admission to its end. */
export class EventsConnection {
  readonly #served: ServedReader<Frame>;

  constructor(private readonly options: EventsConnectionOptions) {
    this.#served = new ServedReader({ ...options, onFailure: (error) => this.#log('A socket failed', error) });
  }

  /** Begins to serve. Frames that arrive from now on are the client's messages. */
  async open(): Promise<void> {
    const { socket, inbox, engine, request } = this.options;
    inbox.listen((frame) => void this.#receive(frame));
    try {
      const reader = await engine.openReader(request.conversationId, request.from);
      reader.onEnd(() => this.#served.close(CloseCode.NotFound, 'The conversation was removed'));
      this.#served.serve(reader, encoderFor(socket.protocol));
    } catch (error) {
      this.#served.refuse(error);
    }
  }

  async #receive(bytes: Buffer): Promise<void> {
    const { socket, engine, request } = this.options;
    try {
      const frame = readClientFrame(bytes);
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
