import type { EventsRouteOptions } from './events-route.js';
import { SessionConnection } from './session-connection.js';
import { readSessionRequest, type SessionRequest } from './session-request.js';
import type { SocketRoute } from './socket-server.js';

/**
 * `/sockets/session/{conversation_id}`: the events of one conversation with their places in the log, counted from zero, and messages to
 * it. Each frame is an envelope with a `type`; a client resumes exactly with `?after_seq=n`.
 */
export function sessionRoute(options: EventsRouteOptions): SocketRoute<SessionRequest> {
  return { read: readSessionRequest, serve: (open) => new SessionConnection({ ...open, ...options }).open() };
}
