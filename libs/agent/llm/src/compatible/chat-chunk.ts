import { StreamedError, unreadable } from './provider-failures.js';

/** What is read of one piece of a reply. Servers leave out what they like, or send null in its place. */
export interface ChatChunk {
  readonly id?: string | null;
  readonly choices: readonly (ChatChoice | undefined)[];
  readonly usage?: ChatUsage | null;
}

export interface ChatChoice {
  readonly delta?: ChatDelta | null;
  readonly finish_reason?: string | null;
}

export interface ChatDelta {
  /** Mistral sends a list of typed parts. */
  readonly content?: unknown;
  /** Said in place of an answer. */
  readonly refusal?: unknown;
  readonly reasoning_content?: string | null;
  /** The same by another name. */
  readonly reasoning?: string | null;
  /** What Anthropic signed, as LiteLLM hands it on; the text comes as `reasoning_content`, too. */
  readonly thinking_blocks?: readonly ThinkingDelta[] | null;
  readonly tool_calls?: readonly ToolCallDelta[] | null;
}

export interface ThinkingDelta {
  readonly signature?: unknown;
  /** Of thoughts that only their provider can read. */
  readonly data?: unknown;
}

export interface ToolCallDelta {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: string | null } | null;
}

export interface ChatUsage {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number | null } | null;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
}

/** @throws StreamedError, or InvalidResponseError when it is neither a piece nor an error */
export function parseChunk(json: string): ChatChunk {
  const chunk = parse(json) as (Partial<ChatChunk> & { readonly error?: unknown }) | null;
  if (chunk?.error) throw new StreamedError(chunk.error);
  if (!Array.isArray(chunk?.choices)) throw unreadable(json);
  return chunk as ChatChunk;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable(json);
  }
}
