import { HttpProblem } from '../../http/problems.js';
import type { Configuration } from '../settings/configuration.js';

/**
 * The configuration with another meta-profile active, and its tool among those of new agents; null: none. Undefined: as before,
 * unless the settings name an agent by now that chooses its model itself. @throws HttpProblem 404
 */
export function withMetaProfile(configuration: Configuration, name: string | null | undefined): Configuration {
  const { agentSettings, metaProfiles = {} } = configuration;
  const profile = name && Object.hasOwn(metaProfiles, name) ? metaProfiles[name] : null;
  if (name && !profile) throw new HttpProblem(404, { detail: `Meta-profile '${name}' not found` });
  if (agentSettings.agent_kind !== 'openhands') return { ...configuration, activeMetaProfile: null };
  if (name === undefined) return configuration;
  return {
    ...configuration,
    activeMetaProfile: name,
    agentSettings: {
      ...agentSettings,
      active_meta_profile: name,
      // A copy that travels with the settings, for servers on which nobody has saved it.
      meta_profile: profile ?? null,
      enable_classify_and_switch_llm_tool: name !== null,
    },
  };
}

/** The configuration after a meta-profile has been deleted. */
export function withoutMetaProfile(configuration: Configuration, name: string): Configuration {
  return configuration.activeMetaProfile === name ? withMetaProfile(configuration, null) : configuration;
}
