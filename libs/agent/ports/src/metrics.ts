/** Tokens of one model call, or sums over many. */
export interface TokenUsage {
  readonly model: string;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cache_read_tokens: number;
  readonly cache_write_tokens: number;
  readonly reasoning_tokens: number;
  /** Largest context window seen, in tokens; 0 when unknown. */
  readonly context_window: number;
  /** Prompt and completion tokens of the newest call. */
  readonly per_turn_token: number;
  readonly response_id: string;
}

/** One call of a model, as it is kept. What is not there is 0. */
export interface ModelCall {
  readonly model: string;
  readonly responseId: string;
  /** When the reply was complete, and how long it took: seconds since the epoch, and seconds. */
  readonly at: number;
  readonly latency: number;
  /** US dollars. */
  readonly cost: number;
  readonly prompt: number;
  readonly completion: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly reasoning?: number;
  /** Context window of the model in tokens. */
  readonly window?: number;
}

/** What a conversation has used so far under one usage id. Money in US dollars. */
export interface Metrics {
  readonly model_name: string;
  readonly accumulated_cost: number;
  readonly max_budget_per_task: number | null;
  readonly accumulated_token_usage: TokenUsage | null;
  /** The newest calls, the oldest first. Older ones are in the sums only. */
  readonly calls?: readonly ModelCall[];
}
