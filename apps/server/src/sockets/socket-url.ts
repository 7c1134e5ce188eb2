import type { IncomingMessage } from 'node:http';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';

const TRUE = new Set(['true', '1', 'yes', 'on', 't', 'y']);
const FALSE = new Set(['false', '0', 'no', 'off', 'f', 'n']);

/** Thrown for values that the handshake refuses with 403. */
export class BadSocketRequestError extends Error {
  override readonly name = 'BadSocketRequestError';
}

/** Address of an upgrade, the same on both ports. */
export function socketUrl(request: IncomingMessage): URL {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const prefix = `${AGENT_SERVER_PREFIX}/`;
  if (url.pathname.startsWith(prefix)) url.pathname = url.pathname.slice(prefix.length - 1);
  return url;
}

/** What of the past a query asks for; `resend_mode` wins over the older `resend_all`. @throws BadSocketRequestError */
export function resendMode<Mode extends string>(
  query: URLSearchParams,
  modes: readonly Mode[],
): Mode | 'all' | undefined {
  const mode = query.get('resend_mode');
  const known = modes.find((candidate) => candidate === mode);
  if (mode !== null && known === undefined)
    throw new BadSocketRequestError(`resend_mode is not one of ${modes.join(', ')}.`);
  return known ?? (flag(query.get('resend_all') ?? 'false') ? 'all' : undefined);
}

function flag(text: string): boolean {
  const value = text.toLowerCase();
  if (TRUE.has(value) || FALSE.has(value)) return TRUE.has(value);
  throw new BadSocketRequestError('resend_all is neither true nor false.');
}
