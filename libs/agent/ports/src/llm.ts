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
  /** What waits grow from, within their bounds; default: `retryMinMs`. */
  readonly retryFactorMs?: number;
  /** Milliseconds until the first piece of a reply, and between two of them unless `idleTimeoutMs` says otherwise. */
  readonly timeoutMs?: number;
  /** Milliseconds between two pieces of a reply. */
  readonly idleTimeoutMs?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly seed?: number;
  readonly maxOutputTokens?: number;
  /** How long the model thinks, in the words of its provider. Default: high, where a model is known to think; null: not sent. */
  readonly reasoningEffort?: string | null;
  /** How much the Responses API tells of the reasoning; default: nothing. */
  readonly reasoningSummary?: string;
  /** Whether the Responses API gives reasoning along, which goes back to it with the next request. Default: true. */
  readonly encryptedReasoning?: boolean;
  /** Tokens of thinking, for Claude models that are told so; null and 0: no thinking. */
  readonly thinkingBudget?: number | null;
  /** How long OpenAI keeps a prompt's beginning; default: 24h, null: not sent. */
  readonly promptCacheRetention?: string | null;
  /** Whether prompts are marked for the cache where marks are understood. Default: true. */
  readonly cachePrompt?: boolean;
  /** Headers of the person's own; they go before those of this server. */
  readonly extraHeaders?: Readonly<Record<string, string>>;
  /** Members of a request's body that are the person's own; they go before those of this server. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
  /** Whether settings that the provider refuses are left out, and the call made without them. Default: true. */
  readonly dropParams?: boolean;
  /** Which API of OpenAI's kind is asked; default: the one that the model is known to need. */
  readonly apiMode?: 'chat' | 'responses';
  /** The model's name where the configured one is an alias; decides what the model is known to be able to do, and its price. */
  readonly canonicalName?: string;
  /** What the model can do, in the reference's names; goes before what is known of it. */
  readonly capabilities?: Readonly<Record<string, unknown>>;
  /** Whether tools are called by the provider's means; otherwise the prompt describes them. Default: true. */
  readonly nativeToolCalling?: boolean;
  /** How contents are written: always one text, or always a list of parts. Default: a text where there is nothing but one. */
  readonly contentForm?: 'text' | 'parts';
  /** Whether images are shown to the model. Default: true. */
  readonly vision?: boolean;
  /** Tokens that the model reads at once; overrides what is known of it. */
  readonly contextWindow?: number;
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
