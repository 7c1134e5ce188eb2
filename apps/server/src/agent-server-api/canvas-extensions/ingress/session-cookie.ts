import type { IncomingMessage } from 'node:http';

const NAME = 'oh_app_backend_session';

/** The `Set-Cookie` header of a session, or of its end when there is no token. Pages of other sites frame these programs. */
export function sessionCookie(extension: string, token: string | undefined, seconds: number): string {
  const age = token === undefined ? 0 : seconds;
  return `${NAME}=${token ?? ''}; HttpOnly; Max-Age=${age}; Path=/app-backends/${extension}; SameSite=None; Secure; Partitioned`;
}

export function sessionTokenOf({ headers }: IncomingMessage): string | undefined {
  for (const pair of headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2);
    if (name?.trim() === NAME && value) return value.trim();
  }
  return undefined;
}
