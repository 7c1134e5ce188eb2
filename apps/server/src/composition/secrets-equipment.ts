import { NO_EQUIPMENT, type EquipmentProvider, type SettingsStore } from '@openhands-nest/agent-ports';
import { allSecrets } from '../agent-server-api/settings/user-secrets.js';

/** Tells the agent which variables hold the secrets that people keep here, and what each is for. Never a value. */
export function secretsEquipment(store: SettingsStore): EquipmentProvider {
  return {
    equip: async ({ record: { spec } }) => {
      const secrets =
        spec.trigger === undefined ? [] : [...(await allSecrets(store))].sort(([a], [b]) => a.localeCompare(b));
      if (secrets.length === 0) return NO_EQUIPMENT;
      const lines = secrets.map(
        ([name, { description }]) => `- ${name.toUpperCase()}${description ? `: ${description}` : ''}`,
      );
      const text = `These variables of your commands hold secrets. Use them by name; never print or store a value.\n${lines.join('\n')}`;
      return { ...NO_EQUIPMENT, instructions: [`<secrets>\n${text}\n</secrets>`] };
    },
  };
}
