import type { SavedModels } from '@openhands-nest/agent-core';
import type { SavedRules } from '@openhands-nest/agent-tools';
import { routingRules } from '../agent-server-api/meta-profiles/routing-rules.js';
import { profileChoice } from '../agent-server-api/settings/profile-choice.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';

/** The profiles of the settings, read when they are needed: their newest models and keys count. */
export function savedModels({ configuration }: SettingsParts): SavedModels {
  return {
    names: async () => Object.keys((await configuration.read()).profiles),
    choice: async (name) => profileChoice(await configuration.read(), name),
  };
}

/** The meta-profiles of the settings. */
export function savedRules({ configuration }: SettingsParts): SavedRules {
  const named = async (name: string | undefined): ReturnType<SavedRules['find']> => {
    const { metaProfiles = {} } = await configuration.read();
    const profile = name !== undefined && Object.hasOwn(metaProfiles, name) ? metaProfiles[name] : undefined;
    return profile && routingRules(profile);
  };
  return {
    find: named,
    first: async () => named(Object.keys((await configuration.read()).metaProfiles ?? {}).sort()[0]),
  };
}
