import type { LlmSettings } from '@openhands-nest/agent-ports';
import { LLM, OpenHandsAgentSettings } from '@openhands-nest/contracts/agent-server';
import type { Settings } from '@openhands-nest/contracts/app';
import { parseValue } from '@openhands-nest/contracts/schema';
import type { Configuration } from '../../agent-server-api/settings/configuration.js';
import { effectiveLlm, toStoredLlm } from '../../agent-server-api/settings/stored-llm.js';

/** The settings of the agent that this server runs itself; where another kind is chosen, those that such an agent begins with. */
export function ownAgentSettings({ agentSettings }: Configuration): OpenHandsAgentSettings {
  if (agentSettings.agent_kind === 'openhands') return agentSettings;
  return parseValue(OpenHandsAgentSettings, { mcp_config: agentSettings.mcp_config });
}

/** The model as it would be used now. */
export function llmInForce(configuration: Configuration, environment: LlmSettings | undefined): LLM {
  return effectiveLlm(ownAgentSettings(configuration).llm, configuration, environment);
}

/**
 * The model after settings were saved: what they leave out stays as it is in force. As long as nothing differs from that, what is
 * stored stays too, so that a model of the environment goes on to come from there.
 */
export function savedLlm(configuration: Configuration, given: Settings, environment: LlmSettings | undefined): LLM {
  const stored = ownAgentSettings(configuration).llm;
  const before = llmInForce(configuration, environment);
  const model = given.llm_model?.trim() || before.model;
  const key = keptUnlessGiven(given.llm_api_key, before.api_key);
  const url = keptUnlessGiven(given.llm_base_url, before.base_url);
  const sameKeyAndPlace = key === before.api_key && url === before.base_url;
  if (sameKeyAndPlace && model === before.model) return stored;
  const connection = sameKeyAndPlace ? stored.provider_connection_id : null;
  return toStoredLlm({ ...stored, model, api_key: key, base_url: url, provider_connection_id: connection });
}

/** Null and absent: as before. Empty: none. */
export function keptUnlessGiven(given: string | null | undefined, before: string | null): string | null {
  return given === null || given === undefined ? before : given.trim() || null;
}
