import type { FastifyInstance } from 'fastify';
import { pathPattern } from './path-pattern.js';

/** All paths that have a route, whatever its method: tells "no such thing" (404) from "not like this" (405). */
export class RouteTable {
  readonly #paths = new Set<string>();

  /** Must be called before the first route is added. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url }) => void this.#paths.add(url));
  }

  knowsPath(path: string): boolean {
    return [...this.#paths].some((url) => pathPattern(url).test(path));
  }
}
