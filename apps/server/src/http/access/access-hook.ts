import type { onRequestHookHandler } from 'fastify';
import type { AccessPolicy } from './access-policy.js';
import type { Readiness } from '../readiness.js';

/** Lets a request in or answers it. Runs before a body is read, so that a stranger cannot make the server read one. */
export function accessHook(policy: AccessPolicy, readiness: Readiness): onRequestHookHandler {
  return (request, reply, done) => {
    const path = pathOf(request.raw.url ?? '/');
    if (policy.isOpen(path)) return done();
    // Answers hold what people and agents wrote, and keys: no browser or proxy may keep them.
    reply.header('cache-control', 'no-store');

    const verdict = policy.judge(request.raw, path);
    if (!verdict.allowed) return void reply.code(verdict.status).send({ detail: verdict.detail });
    if (!readiness.isReady) return void reply.code(503).header('retry-after', '1').send({ detail: readiness.message });
    done();
  };
}

export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
