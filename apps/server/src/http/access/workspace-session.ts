import type { IncomingMessage } from 'node:http';
import { isLoopbackHost } from './loopback.js';

const COOKIE = 'oh_workspace_session_key';
const MAX_AGE_SECONDS = 10 * 365 * 24 * 60 * 60;
const FILES_PATH = /^(?:\/agent-server)?\/api\/conversations\/[^/]+\/workspace(?:\/|$)/;
const SESSION_PATH = /^(?:\/agent-server)?\/api\/auth\/workspace-session$/;

/** Whether a path, without its query, leads to the files of a workspace. */
export function isWorkspaceFile(path: string): boolean {
  return FILES_PATH.test(path);
}

/** Whether pages of every origin may ask for a path: a page that shows workspaces may lie anywhere, and needs the key all the same. */
export function servesEveryOrigin(path: string): boolean {
  return FILES_PATH.test(path) || SESSION_PATH.test(path);
}

/** The key that the cookie holds. It opens files of workspaces only, for browsers cannot send headers with images and links. */
export function cookieKeyOf(request: IncomingMessage): string | undefined {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2);
    if (name?.trim() === COOKIE && value) return decoded(value.trim());
  }
  return undefined;
}

/** `Set-Cookie` headers that give a browser the key, or take it back when there is none. @param prefix where the API lies */
export function workspaceCookies(
  request: IncomingMessage,
  key: string | undefined,
  prefixes: readonly string[],
): string[] {
  const age = key === undefined ? 0 : MAX_AGE_SECONDS;
  const attributes = `HttpOnly; Max-Age=${age}; SameSite=None${isSecure(request) ? '; Secure; Partitioned' : ''}`;
  return prefixes.map(
    (prefix) => `${COOKIE}=${encodeURIComponent(key ?? '')}; Path=${prefix}/api/conversations; ${attributes}`,
  );
}

/** Browsers take a machine's own name for secure, so that a cookie for other sites' frames works there too. */
function isSecure({ headers }: IncomingMessage): boolean {
  const host = firstOf(headers['x-forwarded-host']) ?? headers.host ?? '';
  return firstOf(headers['x-forwarded-proto']) === 'https' || isLoopbackHost(host.replace(/:\d*$/, ''));
}

/** What the proxy that is nearest to the browser said. */
function firstOf(header: string | string[] | undefined): string | undefined {
  return [header].flat()[0]?.split(',')[0]?.trim();
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
