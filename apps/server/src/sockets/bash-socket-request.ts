import type { SocketRequest } from './socket-server.js';
import { resendMode } from './socket-url.js';

/** What somebody who opens the socket of bash events asks for. */
export interface BashSocketRequest extends SocketRequest {
  readonly from: 'all' | 'now';
}

/** Undefined when the address is another socket's. @throws BadSocketRequestError */
export function readBashRequest({ pathname, searchParams: query }: URL): BashSocketRequest | undefined {
  if (pathname !== '/sockets/bash-events') return undefined;
  return { key: query.get('session_api_key') ?? undefined, from: resendMode(query, ['all']) ?? 'now' };
}
