import type { LanguageModelV4Message, LanguageModelV4Prompt, SharedV4ProviderOptions } from '@ai-sdk/provider';

/** The mark in Anthropic's own words, and in those of proxies that pass it on. */
const MARK: SharedV4ProviderOptions = {
  anthropic: { cacheControl: { type: 'ephemeral' } },
  openaiCompatible: { cache_control: { type: 'ephemeral' } },
};
/** What a message becomes by its mark, so that two requests hold the same. */
const MARKED = new WeakMap<LanguageModelV4Message, LanguageModelV4Message>();
/** Turns of the user's side that are marked; with the system prompt one less than the four marks a request may hold. */
const MARKED_TURNS = 2;

/**
 * Marks up to where the prompt should be cached: the system prompt, and the ends of the last two turns of the user's side.
 * Two, because the older one is where the previous request's cache ends.
 */
export function withCacheMarks(prompt: LanguageModelV4Prompt): LanguageModelV4Prompt {
  const marked = new Set([lastSystem(prompt), ...turnEnds(prompt).slice(-MARKED_TURNS)]);
  return prompt.map((message, index) => (marked.has(index) ? markedFormOf(message) : message));
}

function lastSystem(prompt: LanguageModelV4Prompt): number {
  return prompt.findLastIndex(({ role }) => role === 'system');
}

/** Parallel results count as one turn. */
function turnEnds(prompt: LanguageModelV4Prompt): number[] {
  const isUserSide = (message?: LanguageModelV4Message): boolean =>
    message?.role === 'user' || message?.role === 'tool';
  return prompt.flatMap((message, index) => (isUserSide(message) && !isUserSide(prompt[index + 1]) ? [index] : []));
}

function markedFormOf(message: LanguageModelV4Message): LanguageModelV4Message {
  const marked = MARKED.get(message) ?? withMark(message);
  MARKED.set(message, marked);
  return marked;
}

function withMark(message: LanguageModelV4Message): LanguageModelV4Message {
  if (message.role === 'system') return { ...message, providerOptions: MARK };
  const last = message.content.at(-1);
  if (!last) return message;
  // The parts keep their types: only the last one gets its mark.
  return {
    ...message,
    content: [...message.content.slice(0, -1), { ...last, providerOptions: MARK }],
  } as LanguageModelV4Message;
}
