import type { IncomingMessage } from 'node:http';
import type { ReadFrom } from '@openhands-nest/agent-core';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';
import { toEventTime } from '../agent-server-api/events/event-time.js';

const EVENTS_PATH = /^\/sockets\/events\/([^/]+)$/;
const WHOLE_NUMBER = /^\d{1,15}$/;
const TRUE = new Set(['true', '1', 'yes', 'on', 't', 'y']);
const FALSE = new Set(['false', '0', 'no', 'off', 'f', 'n']);

/** What somebody who opens the events socket asks for. */
export interface EventsSocketRequest {
  readonly conversationId: string;
  /** Key in the query; the header counts when there is none. */
  readonly key: string | undefined;
  readonly from: ReadFrom;
}

/** Thrown for values that the handshake refuses with 403. */
export class BadSocketRequestError extends Error {
  override readonly name = 'BadSocketRequestError';
}

/** Reads the URL of an upgrade; undefined when it is not for the events socket. @throws BadSocketRequestError */
export function readSocketRequest(request: IncomingMessage): EventsSocketRequest | undefined {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const id = EVENTS_PATH.exec(withoutPrefix(url.pathname))?.[1];
  if (id === undefined) return undefined;

  const conversationId = parseConversationId(id);
  if (conversationId === undefined) throw new BadSocketRequestError('The conversation id is not a UUID.');
  const query = url.searchParams;
  return { conversationId, key: query.get('session_api_key') ?? undefined, from: startOf(query) };
}

function withoutPrefix(path: string): string {
  return path.startsWith(`${AGENT_SERVER_PREFIX}/`) ? path.slice(AGENT_SERVER_PREFIX.length) : path;
}

/** `after_seq` (ours) wins over `resend_mode`, and that over the older `resend_all`. */
function startOf(query: URLSearchParams): ReadFrom {
  const seq = query.get('after_seq');
  if (seq !== null) return { kind: 'after', seq: wholeNumber(seq) };

  const mode = query.get('resend_mode');
  const timestamp = timeIn(query);
  if (mode === 'all') return { kind: 'all' };
  if (mode === 'since') return timestamp === undefined ? { kind: 'now' } : { kind: 'since', timestamp };
  if (mode !== null) throw new BadSocketRequestError('resend_mode is neither "all" nor "since".');
  return flag(query.get('resend_all') ?? 'false') ? { kind: 'all' } : { kind: 'now' };
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

function flag(text: string): boolean {
  const value = text.toLowerCase();
  if (TRUE.has(value) || FALSE.has(value)) return TRUE.has(value);
  throw new BadSocketRequestError('resend_all is neither true nor false.');
}
