import type { SecretLookup, SettingsStore } from '@openhands-nest/agent-ports';
import { readUserSecret } from '../agent-server-api/settings/user-secrets.js';
import { SESSION_KEY_HEADER } from '../http/access/access-policy.js';
import type { SessionKeys } from '../http/access/session-keys.js';

export interface SecretLookupParts {
  readonly store: SettingsStore;
  readonly keys: SessionKeys;
  /** Ports on which this server answers on loopback. */
  readonly ownPorts: readonly number[];
  /** Milliseconds; default 30 seconds. */
  readonly timeoutMs?: number;
}

/** Longest value that the environment of a program can hold. */
const MAX_VALUE_BYTES = 128 * 1024 - 100;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const OWN_SECRET = /^(?:\/agent-server)?\/api\/settings\/secrets\/([^/?#]+)$/;
/** Stands before paths of this server, so that they can be read as addresses. */
const HERE = 'http://here.invalid';

/**
 * Gets secrets from where they are kept. Those of this server are read without a request to itself, which it could not answer
 * while it starts; the client's key must open them all the same. @throws Error without any part of a secret
 */
export function secretLookup(parts: SecretLookupParts): (lookup: SecretLookup) => Promise<string> {
  return async (lookup) => {
    const url = addressOf(lookup.url);
    const own = ownName(url, parts.ownPorts);
    return own === undefined ? fetched(url, lookup, parts.timeoutMs ?? 30_000) : ownSecret(own, lookup, parts);
  };
}

function addressOf(text: string): URL {
  const url = URL.canParse(text, HERE) ? new URL(text, HERE) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new Error('Its address is none. Give an http or https address, or a path of this server.');
}

function ownName(url: URL, ownPorts: readonly number[]): string | undefined {
  const isPath = url.origin === HERE;
  const isOwn = isPath || (LOOPBACK.has(url.hostname) && ownPorts.includes(Number(url.port || 80)));
  const name = isOwn ? OWN_SECRET.exec(url.pathname)?.[1] : undefined;
  if (isPath && name === undefined) throw new Error('This server keeps secrets under /api/settings/secrets/ only.');
  return name;
}

async function ownSecret(name: string, { headers }: SecretLookup, { store, keys }: SecretLookupParts): Promise<string> {
  const key = Object.entries(headers).find(([header]) => header.toLowerCase() === SESSION_KEY_HEADER)?.[1];
  if (keys.isRequired && !(key !== undefined && keys.opens(key)))
    throw new Error(`It is kept here, and its ${SESSION_KEY_HEADER} header does not open it.`);
  const secret = await readUserSecret(store, name);
  if (secret) return secret.value;
  throw new Error('There is no such secret here. Add it to the settings.');
}

async function fetched(url: URL, { headers }: SecretLookup, timeoutMs: number): Promise<string> {
  // A redirect would carry the headers to somebody else.
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { headers, redirect: 'manual', signal }).catch(() => {
    throw new Error(`${url.host} did not answer.`);
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${url.host} answered with status ${response.status}.`);
  }
  return limited(response, url.host);
}

async function limited(response: Response, host: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > MAX_VALUE_BYTES) throw new Error(`${host} answered with more than ${MAX_VALUE_BYTES} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
