/** Prices in US dollars per million tokens, context window in tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Default: the input price. */
  readonly cacheRead?: number;
  /** Default: the input price. */
  readonly cacheWrite?: number;
  readonly contextWindow: number;
}

const anthropic = (input: number, output: number, contextWindow = 200_000): ModelPrice => ({
  input,
  output,
  cacheRead: input / 10,
  cacheWrite: input * 1.25,
  contextWindow,
});
const openai = (input: number, output: number, cacheRead: number, contextWindow: number): ModelPrice => ({
  input,
  output,
  cacheRead,
  contextWindow,
});
const google = (input: number, output: number): ModelPrice => ({
  input,
  output,
  cacheRead: input / 10,
  contextWindow: 1_048_576,
});

/** Standard tiers as of mid 2026; surcharges for very long prompts are not listed. A key also covers its dated and preview versions. */
export const PRICE_LIST: Readonly<Record<string, ModelPrice>> = {
  'claude-opus-4-8': anthropic(5, 25),
  'claude-opus-4-7': anthropic(5, 25),
  'claude-opus-4-6': anthropic(5, 25),
  'claude-opus-4-5': anthropic(5, 25),
  'claude-opus-4-1': anthropic(15, 75),
  'claude-opus-4': anthropic(15, 75),
  'claude-sonnet-5': anthropic(3, 15),
  'claude-sonnet-4-6': anthropic(3, 15),
  'claude-sonnet-4-5': anthropic(3, 15),
  'claude-sonnet-4': anthropic(3, 15),
  'claude-3-7-sonnet': anthropic(3, 15),
  'claude-3-5-sonnet': anthropic(3, 15),
  'claude-haiku-4-5': anthropic(1, 5),
  'claude-3-5-haiku': anthropic(0.8, 4),
  'gpt-5.5': openai(5, 30, 0.5, 400_000),
  'gpt-5.4': openai(2.5, 15, 0.25, 400_000),
  'gpt-5.4-mini': openai(0.75, 4.5, 0.075, 400_000),
  'gpt-5.4-nano': openai(0.2, 1.25, 0.02, 400_000),
  'gpt-5.3-codex': openai(1.75, 14, 0.175, 400_000),
  'gpt-5.2': openai(1.75, 14, 0.175, 400_000),
  'gpt-5.1': openai(1.25, 10, 0.125, 400_000),
  'gpt-5': openai(1.25, 10, 0.125, 400_000),
  'gpt-5-mini': openai(0.25, 2, 0.025, 400_000),
  'gpt-5-nano': openai(0.05, 0.4, 0.005, 400_000),
  'gpt-4.1': openai(2, 8, 0.5, 1_047_576),
  'gpt-4.1-mini': openai(0.4, 1.6, 0.1, 1_047_576),
  'gpt-4.1-nano': openai(0.1, 0.4, 0.025, 1_047_576),
  'gpt-4o': openai(2.5, 10, 1.25, 128_000),
  'gpt-4o-mini': openai(0.15, 0.6, 0.075, 128_000),
  o3: openai(2, 8, 0.5, 200_000),
  'o4-mini': openai(1.1, 4.4, 0.275, 200_000),
  'gemini-3.5-flash': google(1.5, 9),
  'gemini-3.1-pro': google(2, 12),
  'gemini-3-flash': google(0.5, 3),
  'gemini-2.5-pro': google(1.25, 10),
  'gemini-2.5-flash': google(0.3, 2.5),
  'gemini-2.5-flash-lite': google(0.1, 0.4),
  'deepseek-v4-pro': openai(1.74, 3.48, 0.145, 128_000),
  'deepseek-chat': openai(0.28, 0.42, 0.028, 128_000),
  'deepseek-reasoner': openai(0.28, 0.42, 0.028, 128_000),
};
