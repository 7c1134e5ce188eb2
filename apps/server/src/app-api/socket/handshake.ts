import type { ParsedUrlQuery } from 'node:querystring';
import { parseConversationId, ProviderType } from '@openhands-nest/contracts/vocabulary';

const WHOLE_NUMBER = /^-?\d{1,15}$/;
/** What the frontend of 0.53 sends in place of a key that it does not have. */
const NO_KEY: ReadonlySet<string> = new Set(['', 'null', 'undefined']);
const PROVIDERS: ReadonlySet<string> = new Set(Object.values(ProviderType));

/** What somebody who opens a socket asks for. */
export interface Handshake {
  readonly conversationId: string;
  /** Id of the last event that the client has; -1: none. */
  readonly latestEventId: number;
  readonly key: string | undefined;
}

/** A socket that is refused. The message is told to the client. */
export class RefusedSocketError extends Error {
  override readonly name = 'RefusedSocketError';
}

/** Reads the query of a handshake. @throws RefusedSocketError */
export function readHandshake(query: ParsedUrlQuery): Handshake {
  refuseUnknownProviders(query['providers_set']);
  const given = lastOf(query['conversation_id'])?.trim();
  if (!given) throw new RefusedSocketError('conversation_id is missing: add it to the query of the socket.');
  const conversationId = parseConversationId(given);
  if (conversationId === undefined) throw new RefusedSocketError(`Conversation ${given.slice(0, 100)} does not exist.`);
  return { conversationId, latestEventId: latestEventId(lastOf(query['latest_event_id'])), key: keyIn(query) };
}

/** Anything but a number means "none", as in the reference. */
function latestEventId(text: string | undefined): number {
  return text !== undefined && WHOLE_NUMBER.test(text) ? Number(text) : -1;
}

function keyIn(query: ParsedUrlQuery): string | undefined {
  const key = lastOf(query['session_api_key']);
  return key === undefined || NO_KEY.has(key) ? undefined : key;
}

/** Separated by commas, repeated, or both. */
function refuseUnknownProviders(given: string | string[] | undefined): void {
  const names = [given ?? []].flat().flatMap((list) => list.split(',').map((name) => name.trim()));
  const unknown = names.find((name) => name !== '' && !PROVIDERS.has(name));
  if (unknown === undefined) return;
  const known = [...PROVIDERS].join(', ');
  throw new RefusedSocketError(`providers_set names ${unknown.slice(0, 100)}, which is none of ${known}.`);
}

function lastOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.at(-1) : value;
}
