import { NO_EQUIPMENT, type EquipmentProvider, type SettingsStore } from '@openhands-nest/agent-ports';
import { allSecrets } from '../agent-server-api/settings/user-secrets.js';
import { secretsSection } from '../app-api/settings/secrets-section.js';

/** Tells the agent which variables hold the secrets that people keep here, and what each is for. Never a value. */
export function secretsEquipment(store: SettingsStore): EquipmentProvider {
  return {
    equip: async ({ record: { spec } }) => {
      const secrets =
        spec.trigger === undefined ? [] : [...(await allSecrets(store))].sort(([a], [b]) => a.localeCompare(b));
      const told = secrets.map(([name, { description }]) => ({
        name: name.toUpperCase(),
        description: description ?? '',
      }));
      return { ...NO_EQUIPMENT, instructions: secretsSection(told) };
    },
  };
}
