import { PLANNED_OPERATIONS as PLANNED_OF_AGENT_SERVER } from '@openhands-nest/contracts/agent-server';
import { PLANNED_OPERATIONS as PLANNED_OF_APP } from '@openhands-nest/contracts/app';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';
import { pathPattern } from './path-pattern.js';

/** Method and path, its parameters in braces. */
type Operation = readonly [method: string, path: string];

interface PlannedRoute {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
}

const SHARED = '/api/conversations/{';
/** Parameters that may hold slashes. */
const LONG_PARAMETER = /\{(file_path|repository_name)\}/g;

/**
 * What the reference servers can do and this one cannot yet. Asked only when a request matched no route, so that the many of
 * them cost nothing at start.
 */
export class PlannedOperations {
  #routes: readonly PlannedRoute[] | undefined;

  /** The operation that a request meant, as its document names it. */
  find(method: string, path: string): string | undefined {
    const route = this.#all().find((candidate) => candidate.method === method && candidate.pattern.test(path));
    return route && `${route.method} ${withoutPrefix(route.path)}`;
  }

  knowsPath(path: string): boolean {
    return this.#all().some(({ pattern }) => pattern.test(path));
  }

  #all(): readonly PlannedRoute[] {
    return (this.#routes ??= plannedOnBothPorts().map(([method, path]) => ({
      method,
      path,
      pattern: toPattern(path),
    })));
  }
}

function plannedOnBothPorts(): Operation[] {
  return [
    ...PLANNED_OF_APP,
    ...PLANNED_OF_AGENT_SERVER.filter(([, path]) => path.startsWith(SHARED)),
    ...PLANNED_OF_AGENT_SERVER.map(([method, path]): Operation => [method, AGENT_SERVER_PREFIX + path]),
  ];
}

function withoutPrefix(path: string): string {
  return path.startsWith(AGENT_SERVER_PREFIX) ? path.slice(AGENT_SERVER_PREFIX.length) : path;
}

/** `…/tools/` is the same as `…/tools`. */
function toPattern(path: string): RegExp {
  return pathPattern(
    path
      .replace(/(?<=.)\/$/, '')
      .replace(LONG_PARAMETER, '*')
      .replace(/\{([^}]+)\}/g, ':$1'),
  );
}
