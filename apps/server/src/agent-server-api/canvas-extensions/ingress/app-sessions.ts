import { createHash, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ReadyBackend } from '../backend/app-backends.service.js';

export const SESSION_SECONDS = 5 * 60;
/** The oldest go when there are more. */
const MAX_SESSIONS = 1_000;

/** A browser's right to use the program of one extension for a while. */
export interface AppSession {
  readonly backend: ReadyBackend;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Aborted when it expires or is taken back. */
  readonly over: AbortSignal;
}

interface Kept extends AppSession {
  readonly end: () => void;
}

/** Sessions of browsers. Each belongs to one start of a program: it opens no later one. Tokens are kept as hashes. */
@Injectable()
export class AppSessions implements OnModuleDestroy {
  private readonly sessions = new Map<string, Kept>();

  create(
    backend: ReadyBackend,
    lifeMs = SESSION_SECONDS * 1_000,
  ): { readonly token: string; readonly session: AppSession } {
    const token = randomBytes(32).toString('base64url');
    const hash = hashOf(token);
    const over = new AbortController();
    const timer = setTimeout(() => this.end(hash), lifeMs).unref();
    const end = (): void => {
      clearTimeout(timer);
      over.abort();
    };
    const session: Kept = { backend, expiresAt: Date.now() + lifeMs, over: over.signal, end };
    this.sessions.set(hash, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > MAX_SESSIONS && oldest !== undefined) this.end(oldest);
    return { token, session };
  }

  /** Undefined unless the token was made for just this start of the program, and holds still. */
  find(token: string | undefined, backend: ReadyBackend): AppSession | undefined {
    const session = token === undefined ? undefined : this.sessions.get(hashOf(token));
    return session?.backend.run === backend.run ? session : undefined;
  }

  revoke(token: string | undefined): void {
    if (token !== undefined) this.end(hashOf(token));
  }

  onModuleDestroy(): void {
    for (const hash of [...this.sessions.keys()]) this.end(hash);
  }

  private end(hash: string): void {
    this.sessions.get(hash)?.end();
    this.sessions.delete(hash);
  }
}

/** The token has no pattern that a comparison could give away, once it is hashed. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
