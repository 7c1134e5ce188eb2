import type { MetaProfile, OpenHandsAgentProfile } from '@openhands-nest/contracts/agent-server';
import type { Configuration } from '../settings/configuration.js';

/** The meta-profile that an agent profile names, and what is missing of it. */
export interface FoundMetaProfile {
  readonly metaProfile: MetaProfile | null;
  readonly errors: readonly string[];
  /** Its name, when there is none of that name. */
  readonly dangling: string | null;
  /** Names of LLM profiles that it leads to and that are not there. */
  readonly danglingLlms: readonly string[];
}

export function metaProfileOf(
  { enable_classify_and_switch_llm_tool: routes, meta_profile_ref: name }: OpenHandsAgentProfile,
  { metaProfiles = {}, profiles }: Configuration,
): FoundMetaProfile {
  const none = { metaProfile: null, errors: [], dangling: null, danglingLlms: [] };
  if (!routes || name === null) return none;
  const metaProfile = Object.hasOwn(metaProfiles, name) ? metaProfiles[name] : undefined;
  if (!metaProfile) return { ...none, errors: [`Meta-profile '${name}' not found`], dangling: name };
  const leadsTo = new Set([metaProfile.classifier_model, ...metaProfile.classes.map(({ model }) => model)]);
  const missing = [...leadsTo].filter((profile) => !Object.hasOwn(profiles, profile));
  const errors = missing.map((profile) => `LLM profile '${profile}' not found, to which the meta-profile leads`);
  return { metaProfile, errors, dangling: null, danglingLlms: missing };
}
