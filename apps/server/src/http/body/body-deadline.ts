import type { onRequestHookHandler } from 'fastify';
import { STREAMS_BODY } from './streamed-body.js';

/**
 * Ends the connection of whoever sends a body too slowly, so that nobody can hold connections open with a byte now and then. Routes that
 * read their body in pieces look after that themselves: a large file may take its time as long as it moves.
 */
export function bodyDeadline(timeoutMs: number): onRequestHookHandler {
  return ({ raw, routeOptions }, _reply, done) => {
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0;
    if (hasBody && !isStreamed(routeOptions.config)) {
      const timer = setTimeout(() => raw.complete || raw.destroy(), timeoutMs).unref();
      raw.once('close', () => clearTimeout(timer));
    }
    done();
  };
}

export function isStreamed(config: object | undefined): boolean {
  return config !== undefined && STREAMS_BODY in config;
}
