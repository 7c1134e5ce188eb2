import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import type { SocketRequest } from './socket-server.js';
import { BadSocketRequestError } from './socket-url.js';

const SESSION_PATH = /^\/sockets\/session\/([^/]+)$/;
const INTEGER = /^-?\d{1,15}$/;

/** What somebody who opens the session socket asks for. */
export interface SessionRequest extends SocketRequest {
  readonly conversationId: string;
  /** Wire number after which events are wanted; -1: all, undefined: only what comes. */
  readonly afterSeq: number | undefined;
}

/** Undefined when the address is not that of a session socket. @throws BadSocketRequestError */
export function readSessionRequest({ pathname, searchParams: query }: URL): SessionRequest | undefined {
  const id = SESSION_PATH.exec(pathname)?.[1];
  if (id === undefined) return undefined;

  const conversationId = parseConversationId(id);
  if (conversationId === undefined) throw new BadSocketRequestError('The conversation id is not a UUID.');
  const given = query.get('after_seq');
  if (given !== null && !INTEGER.test(given)) throw new BadSocketRequestError('after_seq is no whole number.');
  return {
    conversationId,
    key: query.get('session_api_key') ?? undefined,
    afterSeq: given === null ? undefined : Number(given),
  };
}
