import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@openhands-nest/agent-ports';
import { ServerConfig } from '../../../config/server-config.js';
import { LOGGER } from '../../../tokens.js';
import { AppBackends } from '../backend/app-backends.service.js';
import { AppSessions, type AppSession } from './app-sessions.js';
import { bodyOf, IngressError } from './ingress-error.js';
import { checkHost, ingressPlace, originOf } from './ingress-place.js';
import { passRequest } from './pass-request.js';
import { passSocket, type WantedSocket } from './pass-socket.js';
import { parseProgramPath, upstreamPath, type ProgramPath } from './program-path.js';
import { sessionTokenOf } from './session-cookie.js';

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Where sessions are made and ended, with the key of the server. */
const SESSION_PATH = '/session';

/** Lets browsers with a session use the programs of extensions. Bodies of any size and length pass, so it stands before the application. */
@Injectable()
export class AppIngress {
  constructor(
    private readonly config: ServerConfig,
    private readonly backends: AppBackends,
    private readonly sessions: AppSessions,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Serves a request that is for a program; false for any other. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const wanted = parseProgramPath(request.url ?? '');
    if (!wanted || isAboutSession(request, wanted)) return false;
    this.pass(request, response, wanted).catch((error: unknown) => {
      answer(response, this.refusalOf(error));
    });
    return true;
  }

  /** The same for a socket. */
  upgrade(socket: WantedSocket): boolean {
    const wanted = parseProgramPath(socket.request.url ?? '');
    if (!wanted) return false;
    socket.connection.on('error', () => socket.connection.destroy());
    this.passSocket(socket, wanted).catch((error: unknown) => {
      const refusal = this.refusalOf(error);
      const body = JSON.stringify(bodyOf(refusal));
      const head = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\nContent-Type: application/json\r\n`;
      socket.connection.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
    });
    return true;
  }

  private async pass(request: IncomingMessage, response: ServerResponse, wanted: ProgramPath): Promise<void> {
    const path = upstreamPath(wanted);
    const { port } = this.admitted(request, wanted, !HARMLESS.has(request.method ?? '')).backend;
    await passRequest(request, response, { port, path });
  }

  private async passSocket(socket: WantedSocket, wanted: ProgramPath): Promise<void> {
    const path = upstreamPath(wanted);
    const { backend, over } = this.admitted(socket.request, wanted, true);
    await passSocket(socket, { port: backend.port, path }, over);
  }

  /** @param mustBeOwnPage whether only pages of the program itself may do this @throws IngressError */
  private admitted(request: IncomingMessage, { extension }: ProgramPath, mustBeOwnPage: boolean): AppSession {
    const place = ingressPlace(this.config);
    checkHost(request, place, this.config);
    if (mustBeOwnPage && originOf(request.headers.origin ?? '') !== place.origin)
      throw new IngressError(403, 'Only pages of the program itself may do this.');
    const backend = this.backends.ready(extension);
    if (!backend) throw new IngressError(503, 'The program of the extension is not ready.');
    const session = this.sessions.find(sessionTokenOf(request), backend);
    if (!session) throw new IngressError(401, 'Unauthorized');
    return session;
  }

  private refusalOf(error: unknown): IngressError {
    if (error instanceof IngressError) return error;
    this.logger.error('A request to the program of an extension failed.', { reason: String(error) });
    return new IngressError(500, 'Internal Server Error');
  }
}

function isAboutSession({ method = '', headers }: IncomingMessage, { path }: ProgramPath): boolean {
  const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  return path === SESSION_PATH && (method === 'POST' || method === 'DELETE' || isPreflight);
}

function answer(response: ServerResponse, refusal: IngressError): void {
  if (response.headersSent) return void response.destroy();
  const head = { 'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close' };
  response.writeHead(refusal.status, head).end(JSON.stringify(bodyOf(refusal)));
}
