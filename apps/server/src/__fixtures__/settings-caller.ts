import type { AnyJson } from './any-json.js';
import type { TestServer } from './open-test-server.js';

/** Status and JSON body of an answer. */
export interface Answer {
  readonly status: number;
  readonly body: AnyJson;
}

/** Sends a request with a JSON body to a path of the Agent Server API; `expose` says how it should show secrets. */
export type Caller = (method: string, path: string, body?: unknown, expose?: string) => Promise<Answer>;

export function callerOf(server: () => TestServer): Caller {
  return callerAt(() => server().agentServerUrl);
}

/** The same for the OpenHands API. */
export function appCallerOf(server: () => TestServer): Caller {
  return callerAt(() => server().url);
}

function callerAt(origin: () => string): Caller {
  return async (method, path, body, expose) => {
    const response = await fetch(origin() + path, {
      method,
      headers: { 'content-type': 'application/json', ...(expose !== undefined && { 'x-expose-secrets': expose }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
}
