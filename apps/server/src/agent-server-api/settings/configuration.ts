import {
  ConversationSettings,
  OpenHandsAgentSettings,
  type AgentProfile,
  type AgentSettings,
  type LLM,
  type MetaProfile,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import type { Preferences } from '@openhands-nest/contracts/app';
import type { ProviderType } from '@openhands-nest/contracts/vocabulary';
import type { Json } from './json.js';

/** A key and an address that LLM profiles share. */
export interface ProviderConnection {
  readonly id: string;
  readonly display_name: string;
  readonly provider: string;
  readonly base_url: string | null;
  readonly api_key: string;
  /** Seconds since 1970. */
  readonly created_at: number;
  readonly updated_at: number;
}

/** A token for a git host, as somebody entered it. */
export interface StoredGitToken {
  readonly token: string;
  /** Name (and port) of the machine; null: the provider's own. */
  readonly host: string | null;
  readonly userId: string | null;
}

/** What only the OpenHands API configures. */
export interface AppConfiguration extends Preferences {
  readonly searchKey: string | null;
}

/** Everything that people configure through the API, with its secrets. */
export interface Configuration {
  readonly agentSettings: AgentSettings;
  readonly conversationSettings: ConversationSettings;
  readonly miscSettings: Json;
  readonly activeProfile: string | null;
  readonly activeAgentProfileId: string | null;
  /** By name. */
  readonly profiles: Readonly<Record<string, LLM>>;
  /** By name; undefined until somebody asked for them. */
  readonly agentProfiles?: Readonly<Record<string, AgentProfile>>;
  /** By name; undefined until one was saved. */
  readonly metaProfiles?: Readonly<Record<string, MetaProfile>>;
  /** Name of the one by which new conversations find their models; undefined and null: none. */
  readonly activeMetaProfile?: string | null;
  readonly connections: readonly ProviderConnection[];
  /** Undefined until somebody saved settings there. */
  readonly app?: AppConfiguration;
  readonly gitTokens?: Readonly<Partial<Record<ProviderType, StoredGitToken>>>;
}

/** What holds before anybody changed anything. */
export function initialConfiguration(): Configuration {
  return {
    agentSettings: parseValue(OpenHandsAgentSettings, {}),
    conversationSettings: parseValue(ConversationSettings, {}),
    miscSettings: {},
    activeProfile: null,
    activeAgentProfileId: null,
    profiles: {},
    connections: [],
  };
}
