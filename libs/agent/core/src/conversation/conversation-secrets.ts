import type { McpServers, SecretSource, SettingsStore } from '@openhands-nest/agent-ports';
import type { CreateConversation } from '../engine.js';
import type { ModelChoice } from './switched-model.js';
import { Serial } from '../journal/serial.js';

/** What a conversation keeps to itself. */
export interface ConversationSecrets {
  /** Key of the model with which the conversation was created. */
  readonly modelKey?: string;
  /** Keys of the models and services that its parts ask, by the names that the parts give them. */
  readonly partKeys?: Readonly<Record<string, string>>;
  /** Key of its condenser's own model, in conversations from before the part keys. */
  readonly condenserKey?: string;
  /** Keys of models that it was switched to, by the name that its state gives them. */
  readonly switchedKeys?: Readonly<Record<string, string>>;
  /** Models that it brings with it, by name. */
  readonly models?: Readonly<Record<string, ModelChoice>>;
  /** Environment of its commands. */
  readonly environment: Readonly<Record<string, SecretSource>>;
  /** MCP servers that it brings with it, with their keys. */
  readonly mcpServers?: McpServers;
}

type FirstSecrets = Pick<CreateConversation, 'llm' | 'secrets' | 'mcpServers' | 'models' | 'partKeys'>;

/** Names of the keys of parts that there is one of. */
export const PartKey = { Condenser: 'condenser', Critic: 'critic' } as const;

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

/** Those that a conversation is created with, if there are any. */
export async function writeFirstSecrets(
  settings: SettingsStore,
  conversationId: string,
  { llm, secrets, mcpServers, models, partKeys }: FirstSecrets,
): Promise<void> {
  const given = Object.entries({ modelKey: llm?.apiKey, mcpServers, models, partKeys }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length === 0 && !secrets) return;
  await writeSecrets(settings, conversationId, { ...Object.fromEntries(given), environment: secrets ?? {} });
}

/** The key of one part; undefined when it has none. */
export function partKey({ partKeys = {}, condenserKey }: ConversationSecrets, name: string): string | undefined {
  if (Object.hasOwn(partKeys, name)) return partKeys[name];
  return name === PartKey.Condenser ? condenserKey : undefined;
}

export async function deleteSecrets(settings: SettingsStore, conversationId: string): Promise<void> {
  await settings.deleteSecret(entryOf(conversationId));
}

/** The secrets of one conversation that is open here: changes come one after the other, so that none is lost. */
export class SecretsKeeper {
  private readonly serial = new Serial();

  constructor(
    private readonly settings: SettingsStore,
    private readonly conversationId: string,
  ) {}

  read(): Promise<ConversationSecrets> {
    return readSecrets(this.settings, this.conversationId);
  }

  change(edit: (secrets: ConversationSecrets) => ConversationSecrets): Promise<void> {
    return this.serial.run(async () => writeSecrets(this.settings, this.conversationId, edit(await this.read())));
  }
}

function entryOf(conversationId: string): string {
  return `conversation/${conversationId}`;
}
