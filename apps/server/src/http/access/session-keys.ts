import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The keys that open the server, and those that open a single conversation. */
export class SessionKeys {
  readonly #accepted: readonly Buffer[];
  readonly #secretKey: string;

  constructor(accepted: readonly string[], secretKey: string) {
    this.#accepted = accepted.map(digest);
    this.#secretKey = secretKey;
  }

  /** Without configured keys the server is open to programs on its own machine. */
  get isRequired(): boolean {
    return this.#accepted.length > 0;
  }

  /** Whether a key opens everything or, when a conversation is given, that conversation. Takes the same time for every wrong key. */
  opens(key: string, conversationId?: string): boolean {
    const given = digest(key);
    let opened = false;
    for (const accepted of this.#accepted) opened = timingSafeEqual(given, accepted) || opened;
    if (conversationId === undefined) return opened;
    return timingSafeEqual(given, digest(this.#derive(conversationId))) || opened;
  }

  /** A key that opens one conversation and nothing else; undefined when no key is needed. @param conversationId dashed, lower case */
  keyFor(conversationId: string): string | undefined {
    return this.isRequired ? this.#derive(conversationId) : undefined;
  }

  #derive(conversationId: string): string {
    return createHmac('sha256', this.#secretKey).update(conversationId).digest('base64url');
  }
}

/** Of equal length for every key, so that comparing tells nothing about a key's length either. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
