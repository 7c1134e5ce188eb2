import { randomUUID } from 'node:crypto';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import { ACPAgentProfile, OpenHandsAgentProfile, type AgentProfile } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import type { Configuration } from '../settings/configuration.js';
import { effectiveLlm, isConfigured, toStoredLlm } from '../settings/stored-llm.js';
import { sharedFields } from './shared-fields.js';

const NAME = 'default';

/**
 * The configuration with a first agent profile, made from the settings and active.
 * A model that somebody chose, in the settings or in the server's environment, becomes the LLM profile that it refers to.
 */
export function seeded(configuration: Configuration, environment: LlmSettings | undefined): Configuration {
  if (configuration.agentProfiles) return configuration;
  const profile = firstProfile(configuration);
  const next = {
    ...configuration,
    agentProfiles: { [NAME]: profile },
    activeAgentProfileId: configuration.activeAgentProfileId ?? profile.id,
  };
  return profile.agent_kind === 'openhands' ? withLlmProfile(next, environment) : next;
}

function firstProfile({ agentSettings, activeProfile }: Configuration): AgentProfile {
  const identity = { id: randomUUID(), name: NAME };
  if (agentSettings.agent_kind === 'acp')
    return parseValue(ACPAgentProfile, {
      ...identity,
      agent_kind: 'acp',
      acp_server: agentSettings.acp_server,
      acp_model: agentSettings.acp_model,
    });
  return parseValue(OpenHandsAgentProfile, {
    ...identity,
    llm_profile_ref: activeProfile ?? NAME,
    ...sharedFields(agentSettings),
    meta_profile_ref: agentSettings.active_meta_profile,
    system_message_suffix: agentSettings.agent_context.system_message_suffix,
    disabled_skills: agentSettings.agent_context.disabled_skills,
  });
}

/** With the profile active, a client that looks for a usable model finds one without asking its user. */
function withLlmProfile(configuration: Configuration, environment: LlmSettings | undefined): Configuration {
  const { agentSettings, profiles, activeProfile } = configuration;
  if (agentSettings.agent_kind !== 'openhands' || activeProfile !== null || Object.hasOwn(profiles, NAME))
    return configuration;
  const llm = toStoredLlm(effectiveLlm(agentSettings.llm, configuration, environment));
  if (!isConfigured(llm) && llm.provider_connection_id === null) return configuration;
  return { ...configuration, profiles: { ...profiles, [NAME]: llm }, activeProfile: NAME };
}
