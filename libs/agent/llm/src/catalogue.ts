import { PRICE_LIST } from './pricing/price-list.js';
import { PROVIDER_NAMES, routeOf } from './provider/model-route.js';

/** Models that are known to work well for agents, by provider, the strongest first. */
const VERIFIED: Readonly<Record<string, readonly string[]>> = {
  openhands: [
    ...['claude-opus-5-5', 'claude-opus-5', 'claude-sonnet-5-5', 'claude-sonnet-5', 'claude-fable-5-1'],
    ...['gpt-6.1-sol', 'gpt-6-astra', 'gpt-5.6', 'gpt-5.3-codex', 'gemini-3.1-pro', 'gemini-3.8-flash'],
    ...['deepseek-v4-pro', 'kimi-k3', 'glm-5.3', 'minimax-m3', 'qwen3.8-max', 'devstral-2512'],
  ],
  anthropic: [
    ...[
      'claude-opus-5-5',
      'claude-opus-5',
      'claude-sonnet-5-5',
      'claude-sonnet-5',
      'claude-fable-5-1',
      'claude-fable-5',
    ],
    ...['claude-opus-4-8', 'claude-sonnet-4-6', 'claude-haiku-5-5', 'claude-haiku-4-5-20251001'],
  ],
  openai: [
    ...[
      'gpt-6.1-sol',
      'gpt-6-sol',
      'gpt-6-astra',
      'gpt-6-luna',
      'gpt-5.6',
      'gpt-5.6-sol',
      'gpt-5.6-terra',
      'gpt-5.6-luna',
    ],
    ...['gpt-5.5', 'gpt-5.4', 'gpt-5.3-codex', 'gpt-5.2-codex'],
  ],
  mistral: ['devstral-2512', 'devstral-medium-2512'],
  gemini: [
    ...['gemini-4-argon', 'gemini-3.1-pro', 'gemini-3.1-pro-preview', 'gemini-3.8-flash', 'gemini-3.7-flash'],
    ...['gemini-3.5-flash', 'gemini-3.5-flash-lite', 'gemini-3.1-flash-lite'],
  ],
  deepseek: ['deepseek-v4-pro', 'deepseek-v4.1-flash', 'deepseek-v4-flash', 'deepseek-v3.2-reasoner', 'deepseek-chat'],
  moonshot: ['kimi-k3', 'kimi-k2.7-code', 'kimi-for-coding'],
  openrouter: [
    ...[
      'anthropic/claude-opus-5',
      'anthropic/claude-sonnet-5.5',
      'anthropic/claude-sonnet-5',
      'anthropic/claude-haiku-5.5',
    ],
    ...[
      'openai/gpt-6.1-sol',
      'openai/gpt-6-astra',
      'openai/gpt-5.6-sol',
      'openai/gpt-5.3-codex',
      'google/gemini-4-argon',
    ],
    ...[
      'google/gemini-3.8-flash',
      'deepseek/deepseek-v4-pro',
      'moonshotai/kimi-k3',
      'z-ai/glm-5.3',
      'minimax/minimax-m3',
    ],
    ...['mistralai/devstral-2512'],
  ],
};

/** Families of the price list that no provider serves under their bare names, with the newest version of each. */
const SERVED_AS: Readonly<Record<string, string>> = {
  'claude-opus-4': 'claude-opus-4-20250514',
  'claude-sonnet-4': 'claude-sonnet-4-20250514',
  'claude-3-7-sonnet': 'claude-3-7-sonnet-20250219',
  'claude-3-5-sonnet': 'claude-3-5-sonnet-20241022',
  'claude-3-5-haiku': 'claude-3-5-haiku-20241022',
};

/** Prefixes of model names whose servers are known, sorted. */
export function providerNames(): readonly string[] {
  return [...PROVIDER_NAMES].sort();
}

/** By provider; names without its prefix. */
export function verifiedModels(): Record<string, string[]> {
  return Object.fromEntries(Object.entries(VERIFIED).map(([provider, models]) => [provider, [...models]]));
}

/** Models that are known by name, sorted: of one provider without its prefix, or all as they can be written into the settings. */
export function knownModels(provider?: string): readonly string[] {
  if (provider !== undefined) return sorted([...(VERIFIED[provider] ?? []), ...pricedModels(provider)]);
  const verified = Object.entries(VERIFIED).flatMap(([name, models]) => models.map((model) => `${name}/${model}`));
  return sorted([...verified, ...pricedModels()]);
}

/** The same with the provider before each name, for clients that let people choose the provider first. */
export function modelsByFullName(): readonly string[] {
  return sorted(knownModels().map((model) => (model.includes('/') ? model : `${providerOf(model)}/${model}`)));
}

function pricedModels(provider?: string): string[] {
  const models = Object.keys(PRICE_LIST).filter((model) => {
    const own = providerOf(model);
    return own !== undefined && (provider === undefined || own === provider);
  });
  return models.map((model) => SERVED_AS[model] ?? model);
}

/** Where a bare name leads; undefined when it needs its provider before it. */
function providerOf(model: string): string | undefined {
  try {
    const { protocol } = routeOf({ model });
    return protocol === 'google' ? 'gemini' : protocol;
  } catch {
    return undefined;
  }
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
