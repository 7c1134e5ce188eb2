import type { ReadFrom } from '@openhands-nest/agent-core';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { toEventTime } from '../agent-server-api/events/event-time.js';
import type { SocketRequest } from './socket-server.js';
import { BadSocketRequestError, resendMode } from './socket-url.js';

const EVENTS_PATH = /^\/sockets\/events\/([^/]+)$/;
const WHOLE_NUMBER = /^\d{1,15}$/;

/** What somebody who opens the events socket asks for. */
export interface EventsRequest extends SocketRequest {
  readonly conversationId: string;
  readonly from: ReadFrom;
}

/** Undefined when the address is not that of an events socket. @throws BadSocketRequestError */
export function readEventsRequest({ pathname, searchParams: query }: URL): EventsRequest | undefined {
  const id = EVENTS_PATH.exec(pathname)?.[1];
  if (id === undefined) return undefined;

  const conversationId = parseConversationId(id);
  if (conversationId === undefined) throw new BadSocketRequestError('The conversation id is not a UUID.');
  return { conversationId, key: query.get('session_api_key') ?? undefined, from: startOf(query) };
}

/** `after_seq` (ours) wins over what the protocol has. */
function startOf(query: URLSearchParams): ReadFrom {
  const seq = query.get('after_seq');
  if (seq !== null) return { kind: 'after', seq: wholeNumber(seq) };

  const timestamp = timeIn(query);
  const mode = resendMode(query, ['all', 'since']);
  if (mode === 'since') return timestamp === undefined ? { kind: 'now' } : { kind: 'since', timestamp };
  return { kind: mode ?? 'now' };
}

function timeIn(query: URLSearchParams): string | undefined {
  const given = query.get('after_timestamp');
  if (given === null) return undefined;
  const timestamp = toEventTime(given);
  if (timestamp === undefined) throw new BadSocketRequestError('after_timestamp is no ISO 8601 time.');
  return timestamp;
}

function wholeNumber(text: string): number {
  if (!WHOLE_NUMBER.test(text)) throw new BadSocketRequestError('after_seq is no whole number.');
  return Number(text);
}
