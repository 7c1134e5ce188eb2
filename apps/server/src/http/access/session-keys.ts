import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Conversations whose keys are kept at hand: a busy one is asked for many times a second. */
const MAX_DERIVED = 1_000;

interface DerivedKey {
  readonly key: string;
  readonly digest: Buffer;
}

/** The keys that open the server, and those that open a single conversation. */
export class SessionKeys {
  readonly #accepted: readonly Buffer[];
  readonly #secretKey: string;
  /** The least recently used one comes first. */
  readonly #derived = new Map<string, DerivedKey>();

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
    if (opened || conversationId === undefined) return opened;
    return timingSafeEqual(given, this.#derive(conversationId).digest);
  }

  /** A key that opens one conversation and nothing else; undefined when no key is needed. @param conversationId dashed, lower case */
  keyFor(conversationId: string): string | undefined {
    return this.isRequired ? this.#derive(conversationId).key : undefined;
  }

  #derive(conversationId: string): DerivedKey {
    const derived = this.#derived.get(conversationId) ?? this.#deriveAnew(conversationId);
    this.#derived.delete(conversationId);
    this.#derived.set(conversationId, derived);
    const [oldest] = this.#derived.keys();
    if (this.#derived.size > MAX_DERIVED && oldest !== undefined) this.#derived.delete(oldest);
    return derived;
  }

  #deriveAnew(conversationId: string): DerivedKey {
    const key = createHmac('sha256', this.#secretKey).update(conversationId).digest('base64url');
    return { key, digest: digest(key) };
  }
}

/** Of equal length for every key, so that comparing tells nothing about a key's length either. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
