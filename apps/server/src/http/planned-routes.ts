import type { FastifyInstance } from 'fastify';
import { PLANNED_OPERATIONS as PLANNED_OF_AGENT_SERVER } from '@openhands-nest/contracts/agent-server';
import { PLANNED_OPERATIONS as PLANNED_OF_APP } from '@openhands-nest/contracts/app';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';
import type { RouteTable } from './route-table.js';

/** Method and path, its parameters in braces. */
type Operation = readonly [method: string, path: string];

const SHARED = '/api/conversations/{';

/** Answers 501 to what the reference servers can do and this one cannot yet, so that clients need not guess from a 404. */
export function registerPlannedRoutes(fastify: FastifyInstance, routes: RouteTable): void {
  for (const [method, path] of plannedOnBothPorts()) {
    const url = toUrl(path);
    if (routes.has(method, url)) continue;
    fastify.route({
      method: method as 'GET',
      url,
      handler: (_request, reply) =>
        reply.code(501).send({ detail: `This server does not have ${method} ${path} yet.` }),
    });
  }
}

function plannedOnBothPorts(): Operation[] {
  return [
    ...PLANNED_OF_APP,
    ...PLANNED_OF_AGENT_SERVER.filter(([, path]) => path.startsWith(SHARED)),
    ...PLANNED_OF_AGENT_SERVER.map(([method, path]): Operation => [method, AGENT_SERVER_PREFIX + path]),
  ];
}

/** A parameter at the end that may hold slashes is written `{…path}` by the reference; everything after it is one value. */
function toUrl(path: string): string {
  return path.replace(/\{file_path\}$|\{[^}]*:path\}$/, '*').replace(/\{([^}]+)\}/g, ':$1');
}
