import type { Content, RedactedThinkingBlock, ThinkingBlock } from '@openhands-nest/contracts/events';
import { ConversationErrorCode } from '@openhands-nest/contracts/vocabulary';

/** A message as the model sees it. */
export type LlmMessage =
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly content: readonly Content[] }
  | {
      readonly role: 'assistant';
      readonly text: string;
      readonly reasoning?: string;
      readonly thinkingBlocks?: readonly (ThinkingBlock | RedactedThinkingBlock)[];
      readonly reasoningItem?: LlmReasoningItem;
      readonly toolCalls: readonly LlmToolCall[];
    }
  | {
      readonly role: 'tool';
      readonly toolCallId: string;
      readonly toolName: string;
      readonly content: readonly Content[];
      readonly isError: boolean;
    };

/** Reasoning that only its provider can read, which wants it back with what followed from it. In the members of OpenAI's Responses API. */
export interface LlmReasoningItem {
  readonly id: string;
  /** What people may read of it. */
  readonly summary: readonly string[];
  readonly encrypted_content?: string | null;
}

export interface LlmToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it; may be broken. */
  readonly arguments: string;
}

export interface LlmToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface LlmRequest {
  readonly messages: readonly LlmMessage[];
  readonly tools: readonly LlmToolSpec[];
  /** Ends the call; it then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called for each piece of text while the model writes. */
  readonly onDelta?: (delta: { readonly text?: string; readonly reasoning?: string }) => void;
  /** Called before each further attempt. */
  readonly onRetry?: (notice: LlmRetryNotice) => void;
}

export interface LlmRetryNotice {
  /** The attempt that comes next, counted from 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly waitMs: number;
  readonly error: LlmError;
}

export interface LlmReply {
  readonly responseId: string;
  readonly text: string;
  readonly reasoning?: string;
  readonly thinkingBlocks: readonly (ThinkingBlock | RedactedThinkingBlock)[];
  readonly reasoningItem?: LlmReasoningItem;
  readonly toolCalls: readonly LlmToolCall[];
  readonly usage: LlmUsage;
  /** US dollars; 0 when the price is unknown. */
  readonly cost: number;
  /** Missing when no model was asked. */
  readonly timing?: ReplyTiming;
  readonly finishReason: 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'other';
}

export interface ReplyTiming {
  /** When the reply was complete, in milliseconds since the epoch. */
  readonly endedAt: number;
  /** Milliseconds from the request that was answered to the end of the reply. */
  readonly latencyMs: number;
}

export interface LlmUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly reasoningTokens: number;
  /** Context window of the model in tokens; 0 when unknown. */
  readonly contextWindow: number;
}

/** One language model. */
export interface Llm {
  /** LiteLLM-style name, as configured. */
  readonly model: string;
  /** Streams one reply and resolves with the whole of it. @throws LlmError, or the signal's reason. */
  complete(request: LlmRequest): Promise<LlmReply>;
}

/** How to reach a model. */
export interface LlmSettings {
  /** LiteLLM-style: `anthropic/claude-…`, `openai/…`, `openhands/…`, or a bare name with a base URL. */
  readonly model: string;
  readonly apiKey?: string;
  readonly baseUrl?: string;
  /** Reached by the subscription that is signed in to with this vendor, in place of a key and a base URL. */
  readonly subscription?: 'openai';
  /** Attempts in total. */
  readonly attempts?: number;
  readonly retryMinMs?: number;
  readonly retryMaxMs?: number;
  /** Milliseconds until the first byte, and between two pieces, of a reply. */
  readonly timeoutMs?: number;
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** US dollars per token; overrides the price list. */
  readonly inputCostPerToken?: number;
  readonly outputCostPerToken?: number;
  /** Profiles whose models are asked, in order, when this one fails for a reason that may pass. */
  readonly fallbackProfiles?: readonly string[];
}

export const LlmErrorKind = {
  Authentication: 'authentication',
  OutOfCredits: 'out_of_credits',
  RateLimit: 'rate_limit',
  ContextWindowExceeded: 'context_window_exceeded',
  ContentPolicy: 'content_policy',
  Timeout: 'timeout',
  Unavailable: 'unavailable',
  InternalServer: 'internal_server',
  BadRequest: 'bad_request',
} as const;
export type LlmErrorKind = (typeof LlmErrorKind)[keyof typeof LlmErrorKind];

/** Codes under which the failures of a model appear in events. */
export const LLM_ERROR_CODES = {
  [LlmErrorKind.Authentication]: ConversationErrorCode.LlmAuthentication,
  [LlmErrorKind.OutOfCredits]: ConversationErrorCode.LlmOutOfCredits,
  [LlmErrorKind.RateLimit]: ConversationErrorCode.LlmRateLimit,
  [LlmErrorKind.ContextWindowExceeded]: ConversationErrorCode.LlmContextWindowExceeded,
  [LlmErrorKind.ContentPolicy]: ConversationErrorCode.LlmContentPolicyViolation,
  [LlmErrorKind.Timeout]: ConversationErrorCode.LlmTimeout,
  [LlmErrorKind.Unavailable]: ConversationErrorCode.LlmServiceUnavailable,
  [LlmErrorKind.InternalServer]: ConversationErrorCode.LlmInternalServer,
  [LlmErrorKind.BadRequest]: ConversationErrorCode.LlmBadRequest,
} as const satisfies Record<LlmErrorKind, ConversationErrorCode>;

/** A call that failed for good: after all attempts, or because trying again cannot help. */
export class LlmError extends Error {
  override readonly name = 'LlmError';
  constructor(
    readonly kind: LlmErrorKind,
    /** A sentence for people; never holds a key. */
    message: string,
    readonly details: { readonly status?: number; readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
