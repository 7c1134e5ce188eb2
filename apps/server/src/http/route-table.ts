import type { FastifyInstance } from 'fastify';

/** All routes there are: tells "no such thing" (404) from "not like this" (405). */
export class RouteTable {
  readonly #routes = new Set<string>();
  readonly #paths = new Map<string, RegExp>();

  /** Must be called before the first route is added. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const name of [method].flat()) this.#routes.add(nameOf(name, url));
      this.#paths.set(url, this.#paths.get(url) ?? patternOf(url));
    });
  }

  has(method: string, url: string): boolean {
    return this.#routes.has(nameOf(method, url));
  }

  knowsPath(path: string): boolean {
    return [...this.#paths.values()].some((pattern) => pattern.test(path));
  }
}

/** Two routes are the same whatever their parameters are called. */
function nameOf(method: string, url: string): string {
  return `${method} ${url.replace(/:[^/]+/g, ':').replace(/(?<=.)\/$/, '')}`;
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part === '*' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
