import type { AgentProfile, LLM } from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import type { Configuration } from '../settings/configuration.js';
import { mapValues } from '../settings/json.js';

const MAX_PROFILES = 50;

/** @throws HttpProblem 409 when there are too many */
export function saveProfile(configuration: Configuration, name: string, llm: LLM): Configuration {
  const { profiles } = configuration;
  if (!Object.hasOwn(profiles, name) && Object.keys(profiles).length >= MAX_PROFILES)
    throw new HttpProblem(409, { detail: `There are ${MAX_PROFILES} profiles already. Delete one first.` });
  return { ...configuration, profiles: { ...profiles, [name]: llm } };
}

/** Deleting what is not there changes nothing. @throws HttpProblem 409 while an agent profile refers to it */
export function deleteProfile(configuration: Configuration, name: string): Configuration {
  const { profiles, agentProfiles = {}, activeProfile } = configuration;
  if (!Object.hasOwn(profiles, name)) return configuration;
  const users = Object.values(agentProfiles).filter((profile) => refersTo(profile, name));
  if (users.length > 0) {
    const names = users.map((profile) => profile.name).sort();
    throw new HttpProblem(409, {
      detail: `LLM profile is referenced by ${users.length} agent profile(s): ${names.join(', ')}`,
    });
  }
  const others = Object.entries(profiles).filter(([key]) => key !== name);
  return {
    ...configuration,
    profiles: Object.fromEntries(others),
    activeProfile: activeProfile === name ? null : activeProfile,
  };
}

/** Agent profiles and the pointer to the active profile follow. @throws HttpProblem 404, 409 */
export function renameProfile(configuration: Configuration, name: string, newName: string): Configuration {
  const { profiles, agentProfiles, activeProfile } = configuration;
  if (!Object.hasOwn(profiles, name)) throw new HttpProblem(404, { detail: `Profile '${name}' not found` });
  if (name === newName) return configuration;
  if (Object.hasOwn(profiles, newName)) throw new HttpProblem(409, { detail: `Profile '${newName}' already exists` });
  const renamed = Object.entries(profiles).map(([key, llm]): [string, LLM] => [key === name ? newName : key, llm]);
  return {
    ...configuration,
    profiles: Object.fromEntries(renamed),
    activeProfile: activeProfile === name ? newName : activeProfile,
    ...(agentProfiles && {
      agentProfiles: mapValues(agentProfiles, (profile) =>
        refersTo(profile, name) ? { ...profile, llm_profile_ref: newName } : profile,
      ),
    }),
  };
}

function refersTo(profile: AgentProfile, name: string): boolean {
  return profile.agent_kind === 'openhands' && profile.llm_profile_ref === name;
}
