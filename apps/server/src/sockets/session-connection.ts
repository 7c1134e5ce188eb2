import type { Engine, EventReader, ReadFrom } from '@openhands-nest/agent-core';
import type { Logger } from '@openhands-nest/agent-ports';
import { CloseCode } from '@openhands-nest/contracts/vocabulary';
import { answerTo } from '../http/problem-answers.js';
import { readClientFrame } from './client-frame.js';
import { sharedEncoder } from './frame-encoder.js';
import { ServedReader } from './served-reader.js';
import { errorFrame, syncFrame, type SessionFrame } from './session-frames.js';
import type { SessionRequest } from './session-request.js';
import { SessionSource } from './session-source.js';
import type { OpenSocket } from './socket-server.js';

export interface SessionConnectionOptions extends OpenSocket<SessionRequest> {
  readonly engine: Engine;
  readonly logger: Logger;
  readonly stallMs: number;
}

const encode = sharedEncoder(({ text }: SessionFrame) => text);

/** One client on the session socket of one conversation, from its admission to its end. */
export class SessionConnection {
  readonly #served: ServedReader<SessionFrame>;

  constructor(private readonly options: SessionConnectionOptions) {
    this.#served = new ServedReader({ ...options, onFailure: (error) => this.#log('A socket failed', error) });
  }

  /** Begins to serve. Frames that arrive from now on are the client's messages. */
  async open(): Promise<void> {
    const { inbox, request } = this.options;
    inbox.listen((frame) => void this.#receive(frame));
    try {
      const { reader, lastSeq } = await this.#openReader();
      reader.onEnd(() => this.#served.close(CloseCode.NotFound, 'The conversation was removed'));
      this.#served.serve(new SessionSource(reader, syncFrame(request.afterSeq, lastSeq)), encode);
    } catch (error) {
      this.#served.refuse(error);
    }
  }

  async #openReader(): Promise<{ readonly reader: EventReader; readonly lastSeq: number }> {
    const { engine, request } = this.options;
    const { conversationId, afterSeq } = request;
    if (afterSeq === undefined) {
      const reader = await engine.openReader(conversationId, { kind: 'now' });
      return { reader, lastSeq: reader.position };
    }
    const { lastSeq } = (await engine.get(conversationId)).record;
    return { reader: await engine.openReader(conversationId, startOf(afterSeq, lastSeq)), lastSeq };
  }

  async #receive(bytes: Buffer): Promise<void> {
    const { socket, engine, request } = this.options;
    try {
      const frame = readClientFrame(bytes);
      if (frame.kind === 'message') await engine.send(request.conversationId, frame.message);
    } catch (error) {
      const isForeseen = answerTo(error) !== undefined;
      if (!isForeseen) this.#log('A message over a socket failed', error);
      const code = error instanceof Error ? error.name : 'Error';
      const { text } = errorFrame(code, isForeseen ? (error as Error).message : 'Internal Server Error');
      if (socket.readyState === socket.OPEN) socket.send(text);
    }
  }

  #log(message: string, error: unknown): void {
    const { logger, request } = this.options;
    const stack = error instanceof Error ? error.stack : String(error);
    logger.error(message, { conversationId: request.conversationId, stack });
  }
}

/** A client that knows of more than there is starts at the end: else it would miss what comes next. */
function startOf(afterSeq: number, lastSeq: number): ReadFrom {
  return { kind: 'after', seq: Math.min(Math.max(afterSeq + 1, 0), lastSeq) };
}
