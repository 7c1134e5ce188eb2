import { randomUUID } from 'node:crypto';
import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@openhands-nest/agent-ports';
import { pathOf } from './access/access-hook.js';
import { JSON_CONTENT_TYPE } from './json-content-type.js';
import { PlannedOperations } from './planned-operations.js';
import { answerTo, type Answer } from './problem-answers.js';
import type { RouteTable } from './route-table.js';
import { withSentence } from './sentence-for-people.js';

/** Turns every error into the answer of both protocols. What nobody foresaw is logged with its stack under an id that the answer names. */
@Catch()
export class DomainErrorFilter implements ExceptionFilter {
  readonly #planned = new PlannedOperations();

  constructor(
    private readonly routes: RouteTable,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;

    const { status, body } = withSentence(this.#answer(error, request), pathOf(request.raw.url ?? '/'));
    void reply.code(status).type(JSON_CONTENT_TYPE).send(JSON.stringify(body));
  }

  #answer(error: unknown, request: FastifyRequest): Answer {
    if (error instanceof NotFoundException && request.is404) return this.#unknownRoute(request);
    return answerTo(error) ?? this.#unforeseen(error, request);
  }

  #unknownRoute(request: FastifyRequest): Answer {
    const path = pathOf(request.raw.url ?? '/');
    const planned = this.#planned.find(request.method, path);
    if (planned !== undefined) return { status: 501, body: { detail: `This server does not have ${planned} yet.` } };
    return this.routes.knowsPath(path) || this.#planned.knowsPath(path)
      ? { status: 405, body: { detail: 'Method Not Allowed' } }
      : { status: 404, body: { detail: 'Not Found' } };
  }

  #unforeseen(error: unknown, request: FastifyRequest): Answer {
    const errorId = randomUUID().replaceAll('-', '');
    const stack = error instanceof Error ? error.stack : String(error);
    this.logger.error('A request failed', {
      errorId,
      method: request.method,
      path: pathOf(request.raw.url ?? '/'),
      stack,
    });
    const exception = error instanceof Error ? error.name : 'Error';
    return { status: 500, body: { detail: 'Internal Server Error', exception, error_id: errorId } };
  }
}
