import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { pathOf } from './access-hook.js';
import type { AccessPolicy } from './access-policy.js';

const METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT';
/** Seconds for which a browser may remember an answer to a preflight. */
const MAX_AGE = '600';

/** Cross-origin rules. Preflights are answered here: browsers send them without a key. */
export function corsHook(policy: AccessPolicy): onRequestHookHandler {
  return (request, reply, done) => {
    const { origin } = request.headers;
    if (origin === undefined) return done();

    const allowed = policy.allowsOrigin(origin, pathOf(request.raw.url ?? '/'));
    reply.header('vary', 'Origin');
    if (allowed) reply.header('access-control-allow-origin', origin).header('access-control-allow-credentials', 'true');
    if (isPreflight(request)) return void answerPreflight(request, reply, allowed);
    done();
  };
}

function isPreflight(request: FastifyRequest): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

function answerPreflight(request: FastifyRequest, reply: FastifyReply, allowed: boolean): void {
  if (!allowed) return void reply.code(400).type('text/plain').send('Disallowed CORS origin');
  const headers = request.headers['access-control-request-headers'];
  reply.header('access-control-allow-methods', METHODS).header('access-control-max-age', MAX_AGE);
  if (headers !== undefined) reply.header('access-control-allow-headers', headers);
  reply.code(200).type('text/plain').send('OK');
}
