import { randomUUID } from 'node:crypto';
import type { StoredBashEvent } from '@openhands-nest/agent-ports';
import { ExecuteBashRequest, type BashError } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { Limits, toHexId } from '@openhands-nest/contracts/vocabulary';
import { toBashRequest } from '../agent-server-api/bash/bash-request.js';
import { parseJson } from '../http/body/parse-json.js';
import { answerTo } from '../http/problem-answers.js';
import type { BashSocketRequest } from './bash-socket-request.js';
import type { BashRouteOptions } from './bash-route.js';
import { keyIn } from './client-frame.js';
import { sharedEncoder } from './frame-encoder.js';
import { ServedReader } from './served-reader.js';
import type { OpenSocket } from './socket-server.js';

const encode = sharedEncoder(({ json }: StoredBashEvent) => json);

/** One client on the socket of bash events, from its admission to its end. */
export class BashConnection {
  readonly #served: ServedReader<StoredBashEvent>;

  constructor(private readonly options: OpenSocket<BashSocketRequest> & BashRouteOptions) {
    this.#served = new ServedReader({ ...options, onFailure: (error) => this.#log('A socket failed', error) });
  }

  /** Begins to serve. Frames that arrive from now on are commands. */
  async open(): Promise<void> {
    const { inbox, bash, request } = this.options;
    inbox.listen((frame) => void this.#receive(frame));
    try {
      this.#served.serve(await bash.log.openReader(request.from), encode);
    } catch (error) {
      this.#served.refuse(error);
    }
  }

  async #receive(bytes: Buffer): Promise<void> {
    const { socket, bash } = this.options;
    try {
      const value = parseJson(bytes, { depth: Limits.BODY_DEPTH });
      if (keyIn(value) === undefined) await bash.start(toBashRequest(parseValue(ExecuteBashRequest, value, ['body'])));
    } catch (error) {
      if (answerTo(error) === undefined) this.#log('A command over a socket failed', error);
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(bashError(error)));
    }
  }

  #log(message: string, error: unknown): void {
    this.options.logger.error(message, { stack: error instanceof Error ? error.stack : String(error) });
  }
}

/** Says nothing of errors that nobody foresaw but their name. */
function bashError(error: unknown): BashError {
  return {
    kind: 'BashError',
    id: toHexId(randomUUID()),
    timestamp: `${new Date().toISOString().slice(0, -1)}000Z`,
    code: error instanceof Error ? error.name : 'Error',
    detail: answerTo(error) === undefined ? 'Internal Server Error' : (error as Error).message,
  };
}
