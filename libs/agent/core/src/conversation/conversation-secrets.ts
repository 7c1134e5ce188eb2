import type { SettingsStore } from '@openhands-nest/agent-ports';

/** What a conversation keeps to itself. */
export interface ConversationSecrets {
  /** Key of the conversation's own model. */
  readonly modelKey?: string;
  /** Environment of its commands. */
  readonly environment: Readonly<Record<string, string>>;
}

const NONE: ConversationSecrets = { environment: {} };

/** The secrets of a conversation, together as one encrypted entry of the settings. */
export async function readSecrets(settings: SettingsStore, conversationId: string): Promise<ConversationSecrets> {
  const text = await settings.readSecret(entryOf(conversationId));
  return text === undefined ? NONE : (JSON.parse(text) as ConversationSecrets);
}

export async function writeSecrets(
  settings: SettingsStore,
  conversationId: string,
  secrets: ConversationSecrets,
): Promise<void> {
  await settings.writeSecret(entryOf(conversationId), JSON.stringify(secrets));
}

export async function deleteSecrets(settings: SettingsStore, conversationId: string): Promise<void> {
  await settings.deleteSecret(entryOf(conversationId));
}

function entryOf(conversationId: string): string {
  return `conversation/${conversationId}`;
}
