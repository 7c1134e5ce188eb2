import type { LlmSettings } from '@openhands-nest/agent-ports';
import type { FailureFacts } from '../errors/failure-facts.js';
import type { JsonObject } from './merged.js';

/** A setting that a provider refused, by its name in the settings, such as `top_p` or `litellm_extra_body.foo`. */
export type RefusedSetting = string;

interface Rule {
  readonly setting: RefusedSetting;
  /** Words by which providers name it. */
  readonly names: readonly string[];
  /** What the settings are without it. */
  readonly without: Partial<LlmSettings>;
}

/** What is named more exactly comes first: a summary is a part of the reasoning. */
const RULES: readonly Rule[] = [
  {
    setting: 'reasoning_summary',
    names: ['reasoning.summary', 'reasoning summary', 'reasoning summaries', 'summary'],
    without: { reasoningSummary: undefined },
  },
  {
    setting: 'enable_encrypted_reasoning',
    names: ['reasoning.encrypted_content', 'encrypted content', 'include[0]'],
    without: { encryptedReasoning: false },
  },
  {
    setting: 'reasoning_effort',
    names: [
      ...['reasoning_effort', 'reasoning.effort', 'reasoningEffort', 'reasoning', 'effort', 'output_config'],
      ...['thinking', 'thinking_level', 'thinkingLevel', 'thinking_budget', 'thinkingBudget', 'thinkingConfig'],
    ],
    without: { reasoningEffort: null, thinkingBudget: null },
  },
  { setting: 'temperature', names: ['temperature'], without: { temperature: undefined } },
  { setting: 'top_p', names: ['top_p', 'topP'], without: { topP: undefined } },
  { setting: 'top_k', names: ['top_k', 'topK'], without: { topK: undefined } },
  { setting: 'seed', names: ['seed'], without: { seed: undefined } },
  {
    setting: 'prompt_cache_retention',
    names: ['prompt_cache_retention'],
    without: { promptCacheRetention: null },
  },
  {
    setting: 'max_output_tokens',
    names: ['max_output_tokens', 'max_completion_tokens', 'max_tokens', 'maxOutputTokens'],
    without: { maxOutputTokens: undefined },
  },
];

const EXTRA = 'litellm_extra_body.';
const REFUSAL =
  /unsupported|not supported|n[o']t support|unknown (name|parameter|field|argument)|unrecognized|unexpected|extra (inputs|fields|forbidden)|not permitted|deprecated|cannot both be|may only be set|must be verified/i;

/** The setting because of which a provider refused a request; undefined when it says something else, or names what was not sent. */
export function refusedSetting(
  { status, said, codes, place }: FailureFacts,
  sent: JsonObject,
  settings: LlmSettings,
): RefusedSetting | undefined {
  if (status !== 400 && status !== 422) return undefined;
  if (![said, ...codes].some((words) => REFUSAL.test(words.replaceAll('_', ' ')))) return undefined;
  const sentNames = namesIn(sent);
  const named = (words: string): RefusedSetting | undefined => {
    const own = Object.keys(settings.extraBody ?? {}).find((key) => sentNames.has(key) && isNamed(key, words));
    if (own !== undefined) return EXTRA + own;
    const isSent = ({ names }: Rule): boolean => names.some((name) => sentNames.has(name));
    return RULES.find((rule) => isSent(rule) && rule.names.some((name) => isNamed(name, words)))?.setting;
  };
  // A sentence may speak of other settings, too.
  return named(place ?? '') ?? named(said);
}

/** The settings as they are without some that were refused. */
export function settingsWithout(settings: LlmSettings, refused: Iterable<RefusedSetting>): LlmSettings {
  let result = settings;
  for (const name of refused) {
    const rule = RULES.find(({ setting }) => setting === name);
    result = { ...result, ...(rule?.without ?? { extraBody: without(result.extraBody, name.slice(EXTRA.length)) }) };
  }
  return result;
}

function without(body: LlmSettings['extraBody'] = {}, key: string): LlmSettings['extraBody'] {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
}

/** All names that a body holds, also inside of it, alone and after those that they are in. */
function namesIn(body: JsonObject, prefix = ''): Set<string> {
  const names = new Set<string>();
  for (const [key, value] of Object.entries(body)) {
    if (value === undefined) continue;
    names.add(key).add(prefix + key);
    if (Array.isArray(value)) for (const item of value) if (typeof item === 'string') names.add(item);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const name of namesIn(value as JsonObject, `${prefix}${key}.`)) names.add(name);
  }
  return names;
}

/** As a word of its own: `seed` is not in `seedling`, nor `top_k` in `top_k_max`. */
function isNamed(name: string, words: string): boolean {
  const at = words.indexOf(name);
  if (at < 0) return false;
  const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);
  return (!isWord(words[at - 1]) && !isWord(words[at + name.length])) || isNamed(name, words.slice(at + name.length));
}
