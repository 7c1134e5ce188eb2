import type { Engine } from '@openhands-nest/agent-core';
import type { Logger } from '@openhands-nest/agent-ports';
import { EventsConnection } from './events-connection.js';
import { readEventsRequest, type EventsRequest } from './events-request.js';
import type { SocketRoute } from './socket-server.js';

export interface EventsRouteOptions {
  readonly engine: Engine;
  readonly logger: Logger;
  /** Milliseconds for which a connection may take nothing. */
  readonly stallMs: number;
}

/**
 * `/sockets/events/{conversation_id}`: the events of one conversation, and messages to it. Each frame is one event; a client that
 * asks for the subprotocol `openhands-nest.seq` gets `{"seq":n,"event":{…}}` instead, and resumes exactly with `?after_seq=n`.
 */
export function eventsRoute(options: EventsRouteOptions): SocketRoute<EventsRequest> {
  return { read: readEventsRequest, serve: (open) => new EventsConnection({ ...open, ...options }).open() };
}
