import { createLlm } from '@openhands-nest/agent-llm';
import type { LlmSettings, SettingsStore } from '@openhands-nest/agent-ports';
import { ConfigurationStore } from '../agent-server-api/settings/configuration-store.js';
import { SecretTokens } from '../agent-server-api/settings/secret-tokens.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';
import { chosenLlm } from '../agent-server-api/settings/stored-llm.js';
import type { ServerConfig } from '../config/server-config.js';
import { llmSettingsOf } from './llm-settings.js';
import { systemClock } from './system-clock.js';

export async function composeSettings(
  store: SettingsStore,
  config: ServerConfig,
  secretKey: string,
): Promise<SettingsParts> {
  return {
    store,
    configuration: new ConfigurationStore(store),
    tokens: await SecretTokens.open(secretKey),
    createLlm: (settings) => createLlm(settings, { clock: systemClock }),
    environmentLlm: llmSettingsOf(config),
  };
}

/** The default model of runs: that of the settings, or as long as nobody chose one, that of the environment. */
export async function settingsLlm({ configuration, environmentLlm }: SettingsParts): Promise<LlmSettings | undefined> {
  return chosenLlm(await configuration.read()) ?? environmentLlm;
}
