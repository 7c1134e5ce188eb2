import type { SettingsStore } from '@openhands-nest/agent-ports';

/** Keeps secrets of people apart from those of the server, whatever they are called. */
export const USER_SECRET_PREFIX = 'user_secret.';

export interface UserSecret {
  readonly value: string;
  readonly description: string | null;
}

/** Names of the secrets that people entered. */
export async function secretNames(store: SettingsStore): Promise<string[]> {
  const names = await store.listSecretNames();
  return names
    .filter((name) => name.startsWith(USER_SECRET_PREFIX))
    .map((name) => name.slice(USER_SECRET_PREFIX.length));
}

export async function readUserSecret(store: SettingsStore, name: string): Promise<UserSecret | undefined> {
  const json = await store.readSecret(USER_SECRET_PREFIX + name);
  return json === undefined ? undefined : (JSON.parse(json) as UserSecret);
}

export async function writeSecret(store: SettingsStore, name: string, secret: UserSecret): Promise<void> {
  await store.writeSecret(USER_SECRET_PREFIX + name, JSON.stringify(secret));
}

/** False when there was none. */
export function deleteSecret(store: SettingsStore, name: string): Promise<boolean> {
  return store.deleteSecret(USER_SECRET_PREFIX + name);
}

/** All of them, by name. */
export async function allSecrets(store: SettingsStore): Promise<ReadonlyMap<string, UserSecret>> {
  const found = await Promise.all(
    (await secretNames(store)).map(async (name) => [name, await readUserSecret(store, name)] as const),
  );
  return new Map(found.flatMap(([name, secret]) => (secret ? [[name, secret]] : [])));
}
