import { InvalidRequestError, type LlmSettings } from '@openhands-nest/agent-ports';

/**
 * Wire protocol of a provider. `openai`: chat completions of OpenAI itself. `compatible`: those after its example, as nearly all
 * other servers speak them. `responses`: OpenAI's Responses API.
 */
export type Protocol = 'openai' | 'anthropic' | 'google' | 'compatible' | 'responses';

/** Where a model is reached and how. */
export interface ModelRoute {
  readonly protocol: Protocol;
  /** Prefix of the model's name; empty when a base URL alone says where it is. */
  readonly provider: string;
  /** Name of the model as its server knows it. */
  readonly modelId: string;
  /** Without a trailing slash; the protocol's own path is added to it. */
  readonly baseUrl: string;
  /** Whether a call without an API key cannot succeed. */
  readonly needsKey: boolean;
  /** Whether the server understands marks that say up to where a prompt should be cached. */
  readonly acceptsCacheMarks: boolean;
  /** Whether the model wants its own earlier reasoning back. */
  readonly wantsReasoningBack: boolean;
  /** Whether the server hands the signed thoughts of Claude models on, in both directions. */
  readonly passesThoughtsOn?: boolean;
  /** How contents are written; default: a text where there is nothing but one, else a list of parts. */
  readonly contentForm?: 'text' | 'parts';
  /** Images are left out of prompts. */
  readonly isBlind?: true;
}

interface Provider {
  readonly protocol: Protocol;
  /** Absent: the settings must say it. */
  readonly baseUrl?: string;
  /** Needs no key even without a base URL of one's own. */
  readonly keyless?: true;
  /** Added to a base URL that does not say which version of the API it means. */
  readonly versionPath?: string;
}

/** Prefixes of model names, after LiteLLM's convention. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  anthropic: { protocol: 'anthropic', baseUrl: 'https://api.anthropic.com/v1', versionPath: '/v1' },
  openai: { protocol: 'openai', baseUrl: 'https://api.openai.com/v1' },
  gemini: { protocol: 'google', baseUrl: 'https://generativelanguage.googleapis.com/v1beta', versionPath: '/v1beta' },
  openrouter: { protocol: 'compatible', baseUrl: 'https://openrouter.ai/api/v1' },
  deepseek: { protocol: 'compatible', baseUrl: 'https://api.deepseek.com/v1' },
  mistral: { protocol: 'compatible', baseUrl: 'https://api.mistral.ai/v1' },
  groq: { protocol: 'compatible', baseUrl: 'https://api.groq.com/openai/v1' },
  xai: { protocol: 'compatible', baseUrl: 'https://api.x.ai/v1' },
  moonshot: { protocol: 'compatible', baseUrl: 'https://api.moonshot.ai/v1' },
  cerebras: { protocol: 'compatible', baseUrl: 'https://api.cerebras.ai/v1' },
  together_ai: { protocol: 'compatible', baseUrl: 'https://api.together.xyz/v1' },
  fireworks_ai: { protocol: 'compatible', baseUrl: 'https://api.fireworks.ai/inference/v1' },
  ollama: { protocol: 'compatible', baseUrl: 'http://localhost:11434/v1', keyless: true, versionPath: '/v1' },
  ollama_chat: { protocol: 'compatible', baseUrl: 'http://localhost:11434/v1', keyless: true, versionPath: '/v1' },
  lm_studio: { protocol: 'compatible', baseUrl: 'http://localhost:1234/v1', keyless: true },
  hosted_vllm: { protocol: 'compatible' },
  litellm_proxy: { protocol: 'compatible' },
  openhands: { protocol: 'compatible', baseUrl: 'https://llm-proxy.app.all-hands.dev' },
};

export const PROVIDER_NAMES: readonly string[] = Object.keys(PROVIDERS);

/** Proxies by LiteLLM, which words what it passes on in its own way. */
const LITELLM: readonly string[] = ['litellm_proxy', 'openhands'];

const GUESSES: readonly (readonly [pattern: RegExp, provider: string])[] = [
  [/^claude/i, 'anthropic'],
  [/^(gpt|chatgpt|codex|o\d)/i, 'openai'],
  [/^gemini/i, 'gemini'],
];

/**
 * Reads a model's name.
 *
 * `provider/model` picks the provider; a bare name is guessed, or with a base URL means a model of that OpenAI-compatible server,
 * as does a prefix nobody knows (many servers call their models `owner/model`).
 * @throws InvalidRequestError when nothing says where the model is.
 */
export function routeOf({ model, baseUrl }: Pick<LlmSettings, 'model' | 'baseUrl'>): ModelRoute {
  const name = model.trim();
  const ownUrl = baseUrl?.trim() ? baseUrl.trim() : undefined;
  const [prefix, modelId] = splitName(name);
  const provider = prefix === undefined ? undefined : PROVIDERS[prefix];
  if (prefix !== undefined && provider) return route(prefix, provider, modelId, ownUrl);
  if (ownUrl) return route('', { protocol: 'compatible' }, name, ownUrl);
  const guess = GUESSES.find(([pattern]) => prefix === undefined && pattern.test(name))?.[1];
  if (guess) return route(guess, PROVIDERS[guess] as Provider, name, undefined);
  throw new InvalidRequestError(
    `It is not clear where the model "${name}" is. Write it as provider/model with one of ${Object.keys(PROVIDERS).join(', ')}, or set a base URL.`,
  );
}

function splitName(name: string): [prefix: string | undefined, modelId: string] {
  const slash = name.indexOf('/');
  return slash < 1 ? [undefined, name] : [name.slice(0, slash).toLowerCase(), name.slice(slash + 1)];
}

function route(prefix: string, provider: Provider, modelId: string, ownUrl: string | undefined): ModelRoute {
  const url = ownUrl ?? provider.baseUrl;
  if (modelId === '')
    throw new InvalidRequestError(`"${prefix}/" lacks the name of a model. Write it as ${prefix}/model.`);
  if (url === undefined)
    throw new InvalidRequestError(`A ${prefix} model needs a base URL. Set the address of its server.`);
  // OpenAI's own dialect only for OpenAI's own server: others stumble over its newer parameters.
  const isElsewhere = provider.protocol === 'openai' && new URL(checkedUrl(url)).hostname !== 'api.openai.com';
  return {
    protocol: isElsewhere ? 'compatible' : provider.protocol,
    provider: prefix,
    modelId,
    baseUrl:
      provider.protocol === 'openai' && !isElsewhere
        ? (PROVIDERS['openai']?.baseUrl as string)
        : normalized(url, provider),
    needsKey: ownUrl === undefined && !provider.keyless,
    acceptsCacheMarks:
      provider.protocol === 'anthropic' || ([...LITELLM, 'openrouter'].includes(prefix) && /claude/i.test(modelId)),
    passesThoughtsOn: LITELLM.includes(prefix) && /claude/i.test(modelId),
    wantsReasoningBack:
      provider.protocol === 'compatible' &&
      !['mistral', 'groq'].includes(prefix) &&
      /deepseek|kimi|glm|minimax/i.test(modelId),
  };
}

function normalized(url: string, { versionPath }: Provider): string {
  const trimmed = checkedUrl(url)
    .replace(/\/+$/, '')
    .replace(/\/(chat\/completions|messages)$/, '');
  return versionPath && !/\/v\d\w*$/.test(trimmed) ? `${trimmed}${versionPath}` : trimmed;
}

function checkedUrl(url: string): string {
  if (URL.canParse(url) && /^https?:/i.test(url)) return url;
  throw new InvalidRequestError(
    'The base URL of the model is not a web address. Write it in full, for example https://models.example.com/v1.',
  );
}
