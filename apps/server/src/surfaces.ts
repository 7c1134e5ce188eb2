/** Where the Agent Server API lies on the port of the OpenHands API. The second listener adds it to what it hands over. */
export const AGENT_SERVER_PREFIX = '/agent-server';

/** Paths of a controller that answers on both surfaces: what 0.53 lacks is served beside its own operations as well. */
export function onBothSurfaces(path: string): string[] {
  return [path, `${AGENT_SERVER_PREFIX.slice(1)}/${path}`];
}

/** Path of a controller that belongs to the Agent Server alone, because 0.53 means something else by it. */
export function onAgentServer(path: string): string {
  return path === '' ? AGENT_SERVER_PREFIX.slice(1) : `${AGENT_SERVER_PREFIX.slice(1)}/${path}`;
}
