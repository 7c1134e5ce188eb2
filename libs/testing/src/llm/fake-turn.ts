import type { IncomingHttpHeaders } from 'node:http';

/** What a fake provider was asked. */
export interface FakeRequest {
  /** Counted from 1. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  // The three providers have little in common, and tests look deep into it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface FakeToolCall {
  readonly id?: string;
  readonly name: string;
  /** JSON text as the model writes it; may be broken on purpose. */
  readonly arguments: string;
}

export interface FakeUsage {
  /** All tokens of the prompt, cached ones included. */
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly cacheReadTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly reasoningTokens?: number;
}

/**
 * How a stream goes wrong after its first half. `cut`: the connection breaks. `stall`: nothing more comes until the server closes.
 * `garbage`: a piece is no JSON. `no_finish`: it ends in order, but without its last part.
 */
export type StreamFault = 'cut' | 'stall' | 'garbage' | 'no_finish';

/** A reply in no provider's words; each fake server says it in its own protocol. */
export interface FakeReply {
  readonly id?: string;
  readonly text?: string;
  readonly reasoning?: string;
  /** Anthropic, and proxies before it: signature of the reasoning. */
  readonly signature?: string;
  /** Responses API only: the reasoning as its provider reads it. */
  readonly encryptedReasoning?: string;
  /** Anthropic, and proxies before it. */
  readonly redactedThinking?: string;
  readonly toolCalls?: readonly FakeToolCall[];
  /** In the provider's own words; follows from the content when left out. */
  readonly finishReason?: string;
  readonly usage?: FakeUsage;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fault?: StreamFault;
  /** Error object that the provider sends inside a stream that began well. */
  readonly streamError?: Readonly<Record<string, unknown>>;
  /** Nothing is sent before it resolves. */
  readonly after?: Promise<unknown>;
  /** Milliseconds before the first byte, for load tests. */
  readonly delayMs?: number;
  /** Milliseconds between two pieces. */
  readonly pieceDelayMs?: number;
}

/** An answer with an HTTP error. */
export interface FakeRefusal {
  readonly status: number;
  /** An object is sent as JSON. Default: the provider's error shape with a plain message. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type FakeTurn = FakeReply | FakeRefusal;
/** Turns, one for each request, or a function that decides. A request beyond the last turn is answered with 400. */
export type FakeScript = readonly FakeTurn[] | ((request: FakeRequest) => FakeTurn | Promise<FakeTurn>);

export function isRefusal(turn: FakeTurn): turn is FakeRefusal {
  return 'status' in turn;
}

/** The same refusal several times, to be spread into a script. */
export function refusals(times: number, refusal: FakeRefusal): FakeRefusal[] {
  return Array.from({ length: times }, () => refusal);
}
