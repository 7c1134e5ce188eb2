import {
  createLlm,
  FallbackLlm,
  LearnedLimits,
  OpenAiSubscription,
  type ProviderLlmDependencies,
} from '@openhands-nest/agent-llm';
import type { Llm, LlmSettings, SettingsStore } from '@openhands-nest/agent-ports';
import type { McpProbe } from '../agent-server-api/mcp/mcp-probe.js';
import { ConfigurationStore } from '../agent-server-api/settings/configuration-store.js';
import { SecretTokens } from '../agent-server-api/settings/secret-tokens.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';
import { chosenLlm, isConnectionBroken, resolvedLlm, toLlmSettings } from '../agent-server-api/settings/stored-llm.js';
import type { ServerConfig } from '../config/server-config.js';
import { llmCallSettings, llmSettingsOf } from './llm-settings.js';
import { systemClock } from './system-clock.js';

export async function composeSettings(
  store: SettingsStore,
  config: ServerConfig,
  secretKey: string,
  probeMcp: McpProbe,
): Promise<SettingsParts> {
  const configuration = new ConfigurationStore(store);
  const subscription = openAiSubscription(store, config);
  const models: ModelParts = {
    usual: llmCallSettings(config),
    dependencies: { clock: systemClock, subscription, limits: new LearnedLimits() },
  };
  return {
    store,
    configuration,
    tokens: await SecretTokens.open(secretKey, config.OH_PREVIOUS_SECRET_KEYS),
    createLlm: (settings) => llmWithFallbacks(settings, configuration, models),
    subscription,
    probeMcp,
    environmentLlm: llmSettingsOf(config),
  };
}

interface ModelParts {
  /** How models are called where their settings do not say it. */
  readonly usual: Partial<LlmSettings>;
  readonly dependencies: ProviderLlmDependencies;
}

/** The profiles are read when they are needed: their newest keys count. Theirs have no further ones behind them. */
function llmWithFallbacks(
  { fallbackProfiles: names = [], ...settings }: LlmSettings,
  configuration: ConfigurationStore,
  { usual, dependencies }: ModelParts,
): Llm {
  const first = createLlm({ ...usual, ...settings }, dependencies);
  if (names.length === 0) return first;
  return new FallbackLlm(first, names, async (name) => {
    const profile = await profileLlm({ configuration }, name);
    return profile && createLlm({ ...usual, ...profile }, dependencies);
  });
}

/** The entry of the secrets that holds what the sign-in brought. */
const SUBSCRIPTION_SECRET = 'llm.subscription.openai';

function openAiSubscription(store: SettingsStore, config: ServerConfig): OpenAiSubscription {
  return new OpenAiSubscription({
    store: {
      read: () => store.readSecret(SUBSCRIPTION_SECRET),
      write: (json) => store.writeSecret(SUBSCRIPTION_SECRET, json),
      delete: async () => void (await store.deleteSecret(SUBSCRIPTION_SECRET)),
    },
    issuerUrl: config.OPENAI_AUTH_URL,
    apiUrl: config.OPENAI_SUBSCRIPTION_URL,
  });
}

/** The default model of runs: that of the settings, or as long as nobody chose one, that of the environment. */
export async function settingsLlm({ configuration, environmentLlm }: SettingsParts): Promise<LlmSettings | undefined> {
  return chosenLlm(await configuration.read()) ?? environmentLlm;
}

/** The model of a saved profile; undefined when there is none of this name, or its provider connection is gone. */
export async function profileLlm(
  { configuration }: Pick<SettingsParts, 'configuration'>,
  name: string,
): Promise<LlmSettings | undefined> {
  const { profiles, connections } = await configuration.read();
  const llm = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (!llm || isConnectionBroken(llm, connections)) return undefined;
  return toLlmSettings(resolvedLlm(llm, connections));
}
