import type { ConversationRecord, SettingsStore } from '@openhands-nest/agent-ports';
import type { GitIdentity } from '@openhands-nest/agent-workspace';
import { ConfigurationStore } from '../agent-server-api/settings/configuration-store.js';
import { allSecrets } from '../agent-server-api/settings/user-secrets.js';

/**
 * The secrets that people keep here, as variables in capitals, for conversations of the OpenHands API: only those have a trigger. Clients of
 * the Agent Server say with each conversation which secrets it gets.
 */
export async function customSecrets(
  { spec }: ConversationRecord,
  store: SettingsStore,
): Promise<Record<string, string>> {
  if (spec.trigger === undefined) return {};
  const secrets = await allSecrets(store);
  return Object.fromEntries([...secrets].map(([name, { value }]) => [name.toUpperCase(), value]));
}

/** Who commits, as the settings say. */
export async function gitIdentity(store: SettingsStore): Promise<GitIdentity> {
  const { app } = await new ConfigurationStore(store).read();
  return { name: app?.git_user_name ?? null, email: app?.git_user_email ?? null };
}
