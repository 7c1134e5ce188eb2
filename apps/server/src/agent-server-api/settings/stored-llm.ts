import type { LlmSettings } from '@openhands-nest/agent-ports';
import { DEFAULT_MODEL, type LLM } from '@openhands-nest/contracts/agent-server';
import { llmSettingsOf } from '../conversations/llm-document.js';
import type { Configuration, ProviderConnection } from './configuration.js';

/** As it is kept: what a connection gives is not kept twice. */
export function toStoredLlm(llm: LLM): LLM {
  return llm.provider_connection_id === null ? llm : { ...llm, api_key: null, base_url: null };
}

/** As it is used: with the key and address of its connection. */
export function resolvedLlm(llm: LLM, connections: readonly ProviderConnection[]): LLM {
  const connection = connections.find(({ id }) => id === llm.provider_connection_id);
  return connection ? { ...llm, api_key: connection.api_key, base_url: connection.base_url } : llm;
}

export function isConnectionBroken(
  { provider_connection_id: id }: LLM,
  connections: readonly ProviderConnection[],
): boolean {
  return id !== null && !connections.some((connection) => connection.id === id);
}

/** Whether somebody chose this model, or it is only what settings begin with. */
export function isConfigured(llm: LLM): boolean {
  const isReached = llm.api_key !== null || llm.base_url !== null || llm.auth_type === 'subscription';
  return isReached || llm.model !== DEFAULT_MODEL;
}

/** The model of the settings: theirs, or as long as nobody chose one, that of the server's environment. */
export function effectiveLlm(stored: LLM, { connections }: Configuration, environment: LlmSettings | undefined): LLM {
  const llm = resolvedLlm(stored, connections);
  if (isConfigured(llm) || !environment) return llm;
  const { model, apiKey = null, baseUrl = null } = environment;
  return { ...llm, model, api_key: apiKey, base_url: baseUrl };
}

/** How the engine reaches the model that the settings chose; undefined while they chose none. */
export function chosenLlm({ agentSettings, connections }: Configuration): LlmSettings | undefined {
  if (agentSettings.agent_kind !== 'openhands') return undefined;
  const llm = resolvedLlm(agentSettings.llm, connections);
  return isConfigured(llm) ? toLlmSettings(llm) : undefined;
}

/** How the engine reaches a model. */
export function toLlmSettings(llm: LLM): LlmSettings {
  return llmSettingsOf(llm, ['llm']);
}
