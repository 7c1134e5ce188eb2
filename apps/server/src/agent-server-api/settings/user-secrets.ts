import type { SettingsStore } from '@openhands-nest/agent-ports';

/** Keeps secrets of people apart from those of the server, whatever they are called. */
export const USER_SECRET_PREFIX = 'user_secret.';

export interface KeptSecret {
  readonly value: string;
  readonly description: string | null;
}

/** A secret that a person keeps here; undefined when there is none of that name. */
export async function readUserSecret(store: SettingsStore, name: string): Promise<KeptSecret | undefined> {
  const json = await store.readSecret(USER_SECRET_PREFIX + name);
  return json === undefined ? undefined : (JSON.parse(json) as KeptSecret);
}
