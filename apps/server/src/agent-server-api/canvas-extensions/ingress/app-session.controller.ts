import { Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ApiCreateAppSession,
  ApiDeleteAppSession,
  type AppBackendSessionResponse,
} from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../../config/server-config.js';
import { AllowedOrigins } from '../../../http/access/origins.js';
import { HttpProblem } from '../../../http/problems.js';
import { onAgentServer } from '../../../surfaces.js';
import { AppBackends } from '../backend/app-backends.service.js';
import { CanvasExtensionName } from '../canvas-extension-name.decorator.js';
import { AppSessions, SESSION_SECONDS } from './app-sessions.js';
import { bodyOf, IngressError } from './ingress-error.js';
import { checkHost, ingressPlace, isSecure, originOf, type IngressPlace } from './ingress-place.js';
import { sessionCookie, sessionTokenOf } from './session-cookie.js';

/** What a frame of the program may do. Its own origin keeps it apart from the GUI. */
const FRAME = 'allow-forms allow-modals allow-popups allow-same-origin allow-scripts';

/** Lets a browser use the program of an extension for a few minutes, by a cookie that the program never sees. */
@Controller(onAgentServer('app-backends/:extension_name/session'))
export class AppSessionController {
  constructor(
    private readonly config: ServerConfig,
    private readonly origins: AllowedOrigins,
    private readonly backends: AppBackends,
    private readonly sessions: AppSessions,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiCreateAppSession()
  create(
    @CanvasExtensionName() name: string,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): AppBackendSessionResponse {
    return orProblem(() => {
      const { url } = this.placeFor(raw);
      const backend = this.backends.ready(name);
      if (!backend) throw new IngressError(503, 'The program of the extension is not ready. Start it first.');
      const { token, session } = this.sessions.create(backend);
      reply.header('set-cookie', sessionCookie(name, token, SESSION_SECONDS));
      const expiresAt = new Date(session.expiresAt).toISOString();
      return { ingress_url: `${url}/app-backends/${name}/`, expires_at: expiresAt, iframe_sandbox: FRAME };
    });
  }

  @Delete()
  @HttpCode(204)
  @ApiDeleteAppSession()
  remove(
    @CanvasExtensionName() name: string,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    orProblem(() => {
      this.placeFor(raw);
      this.sessions.revoke(sessionTokenOf(raw));
      reply.header('set-cookie', sessionCookie(name, undefined, 0));
    });
  }

  /** Pages of the GUI ask, from another origin than that of the programs. @throws IngressError 403, 409, 421, 503 */
  private placeFor(request: IncomingMessage): IngressPlace {
    const place = ingressPlace(this.config);
    checkHost(request, place, this.config);
    const { origin = '' } = request.headers;
    if (!this.origins.has(origin)) throw new IngressError(403, 'This page may not use programs of extensions.');
    if (originOf(origin) === place.origin)
      throw new IngressError(
        409,
        'Programs of extensions need an origin of their own: serve the GUI under another name.',
      );
    if (!isSecure(request, this.config))
      throw new IngressError(503, 'Browsers keep the session only over HTTPS, or on this machine itself.');
    return place;
  }
}

function orProblem<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof IngressError) throw new HttpProblem(error.status, bodyOf(error));
    throw error;
  }
}
