import type { LlmSettings } from '@openhands-nest/agent-ports';
import type { ModelRoute } from '../provider/model-route.js';
import { claudeVersion, geminiVersion, isOpenAiModel } from './model-families.js';

/**
 * How a Claude model is told to think. `adaptive`: it decides itself, within an effort. `manual`: up to a number of tokens.
 * `none`: not at all.
 */
export type ThinkingMode = 'adaptive' | 'manual' | 'none';

/** What is known of a model, or was said of it by whoever configured it. */
export interface ModelFeatures {
  /** Undefined: nobody knows. */
  readonly reasons: boolean | undefined;
  readonly thinking: ThinkingMode;
  /** Whether temperature, top_p and top_k are taken; `idle`: only while the model does not think. */
  readonly sampling: 'always' | 'idle' | 'never';
  /** Whether marks that say up to where a prompt should be cached are understood. */
  readonly cacheMarks: boolean;
  readonly cacheRetention: boolean;
  /** Whether OpenAI's Responses API is the one to ask. */
  readonly responses: boolean;
  readonly vision: boolean;
  readonly contentForm: 'text' | 'parts' | undefined;
}

const OPENAI_THINKERS = /^(gpt-[5-9]|o\d|codex)/;
/** Models that answer the Responses API; newer ones take tools and a reasoning effort together nowhere else. */
const OPENAI_RESPONSES = /^(gpt-[5-9]|gpt-4\.1|o1-pro|o3(?!-mini)|codex|computer-use)/;
const LONG_CACHE = /gpt-5(?!.*mini)|gpt-4\.1(?!.*mini)|gpt-5\.1-codex-mini/;
/** Models of other makers that think, and can be told how much. */
const OTHER_THINKERS = /gpt-oss|kimi-k[3-9]|deepseek-(v[4-9]|r\d|reasoner)|magistral|grok-(4\.[2-9]|code)|qwen3/;
/** Models whose servers take contents as texts only. */
const TEXT_ONLY = /deepseek-v3\.2|glm|kimi-k2-instruct|minimax/;
/** Prefixes under which servers of OpenAI's own models are reached; others have no Responses API, or one of their own. */
const RESPONSES_PREFIXES: ReadonlySet<string> = new Set(['', 'openai', 'litellm_proxy', 'openhands']);

/** What a model can do: as its settings say, else as is known of its name. */
export function featuresOf(settings: LlmSettings, route: ModelRoute): ModelFeatures {
  const said = settings.capabilities ?? {};
  const known = knownFeatures(bareModelName(settings, route), route);
  const sampling = flagIn(said, 'supports_sampling_params');
  const reasons = flagIn(said, 'supports_reasoning_effort') ?? known.reasons;
  return {
    reasons,
    thinking: thinkingIn(said) ?? known.thinking,
    sampling: sampling === undefined ? known.sampling : sampling ? 'always' : 'never',
    cacheMarks: flagIn(said, 'supports_prompt_cache') ?? known.cacheMarks,
    cacheRetention: flagIn(said, 'supports_prompt_cache_retention') ?? known.cacheRetention,
    responses: settings.apiMode
      ? settings.apiMode === 'responses'
      : (flagIn(said, 'supports_responses_api') ?? known.responses),
    vision: settings.vision ?? flagIn(said, 'supports_vision') ?? true,
    contentForm: settings.contentForm ?? known.contentForm,
  };
}

function knownFeatures(name: string, route: ModelRoute): Omit<ModelFeatures, 'vision'> {
  const thinking = thinkingOf(name);
  const isOpenAis = isOpenAiModel(name);
  return {
    reasons: reasonsOf(name, thinking),
    thinking,
    sampling: samplingOf(name, thinking),
    cacheMarks: route.acceptsCacheMarks,
    cacheRetention: isOpenAis && LONG_CACHE.test(name),
    responses: RESPONSES_PREFIXES.has(route.provider) && OPENAI_RESPONSES.test(name),
    contentForm: TEXT_ONLY.test(name) ? 'text' : undefined,
  };
}

function reasonsOf(name: string, thinking: ThinkingMode): boolean | undefined {
  if (claudeVersion(name) !== undefined) return thinking !== 'none';
  if (isOpenAiModel(name)) return OPENAI_THINKERS.test(name);
  const gemini = geminiVersion(name);
  if (gemini !== undefined) return gemini >= 2.5;
  return OTHER_THINKERS.test(name) ? true : undefined;
}

function thinkingOf(name: string): ThinkingMode {
  const version = claudeVersion(name) ?? 0;
  if (version >= 4.6) return 'adaptive';
  return version >= 4.5 ? 'manual' : 'none';
}

function samplingOf(name: string, thinking: ThinkingMode): ModelFeatures['sampling'] {
  const claude = claudeVersion(name);
  if (claude !== undefined) return claude >= 4.7 ? 'never' : thinking === 'none' ? 'always' : 'idle';
  const gemini = geminiVersion(name);
  if (gemini !== undefined) return gemini >= 3.6 ? 'never' : 'always';
  return isOpenAiModel(name) && OPENAI_THINKERS.test(name) ? 'idle' : 'always';
}

/** The name by which a model is known, without its providers: proxies repeat them inside it. */
export function bareModelName({ canonicalName }: LlmSettings, { modelId }: ModelRoute): string {
  const name = canonicalName ?? modelId;
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase();
}

function flagIn(said: Readonly<Record<string, unknown>>, key: string): boolean | undefined {
  const value = said[key];
  return typeof value === 'boolean' ? value : undefined;
}

function thinkingIn({ thinking_mode: mode }: Readonly<Record<string, unknown>>): ThinkingMode | undefined {
  return mode === 'adaptive' || mode === 'manual' || mode === 'none' ? mode : undefined;
}
