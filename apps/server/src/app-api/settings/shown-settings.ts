import type { LlmSettings } from '@openhands-nest/agent-ports';
import { ConversationSettings, LLMSummarizingCondenserSettings } from '@openhands-nest/contracts/agent-server';
import { Preferences, type GETSettingsModel } from '@openhands-nest/contracts/app';
import { fieldsOf, parseValue } from '@openhands-nest/contracts/schema';
import type { Configuration } from '../../agent-server-api/settings/configuration.js';
import { chosenLlm } from '../../agent-server-api/settings/stored-llm.js';
import { llmInForce, ownAgentSettings } from './app-llm.js';
import { mcpLists } from './mcp-lists.js';

/** Whether anything was saved, or a model is there without that. A client without settings asks its user for a model. */
export function areSettingsThere(configuration: Configuration, environment: LlmSettings | undefined): boolean {
  return configuration.app !== undefined || environment !== undefined || chosenLlm(configuration) !== undefined;
}

/** The configuration as the OpenHands API shows it, without secrets. */
export function shownSettings(configuration: Configuration, environment: LlmSettings | undefined): GETSettingsModel {
  const { agent, mcp_config: servers } = ownAgentSettings(configuration);
  const { confirmation_mode, security_analyzer } = configuration.conversationSettings;
  const llm = llmInForce(configuration, environment);
  return {
    ...shownPreferences(configuration),
    agent,
    max_iterations: chosenIterations(configuration) ?? null,
    security_analyzer,
    confirmation_mode,
    llm_model: llm.model,
    llm_api_key: null,
    llm_base_url: llm.base_url,
    search_api_key: null,
    sandbox_api_key: null,
    enable_default_condenser: isCondenserOn(configuration),
    condenser_max_size: chosenCondenserSize(configuration) ?? null,
    mcp_config: mcpLists(servers),
    secrets_store: { provider_tokens: {} },
    provider_tokens_set: shownProviders(configuration),
    llm_api_key_set: llm.api_key !== null,
    search_api_key_set: Boolean(configuration.app?.searchKey),
  };
}

/** Steps of one run, when somebody chose a number. */
export function chosenIterations({ conversationSettings }: Configuration): number | undefined {
  const { max_iterations: chosen } = conversationSettings;
  return chosen === parseValue(ConversationSettings, {}).max_iterations ? undefined : chosen;
}

export function isCondenserOn(configuration: Configuration): boolean {
  const { condenser } = ownAgentSettings(configuration);
  return condenser.enabled && condenser.condenser_kind === 'llm_summarizing';
}

/** Events, when somebody chose a number. */
export function chosenCondenserSize(configuration: Configuration): number | undefined {
  const { condenser } = ownAgentSettings(configuration);
  if (condenser.condenser_kind !== 'llm_summarizing') return undefined;
  const usual = parseValue(LLMSummarizingCondenserSettings, {}).max_size;
  return condenser.max_size === usual ? undefined : condenser.max_size;
}

function shownPreferences({ app }: Configuration): Preferences {
  const preferences = app ?? parseValue(Preferences, {});
  return Object.fromEntries(
    [...fieldsOf(Preferences).keys()].map((name) => [name, preferences[name as keyof Preferences] ?? null]),
  ) as unknown as Preferences;
}

function shownProviders({ gitTokens = {} }: Configuration): Record<string, string | null> {
  return Object.fromEntries(Object.entries(gitTokens).map(([provider, { host }]) => [provider, host]));
}
