import type { FindOrganization } from '@openhands-nest/agent-extensions';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import {
  CLONE_PROVIDERS,
  hostOf,
  organizationRepositories,
  TOKEN_VARIABLES,
  tokenSource,
  type RepositoryHosts,
  type TokenSource,
} from '@openhands-nest/agent-workspace';
import { ConversationTrigger } from '@openhands-nest/contracts/vocabulary';
import type { Configuration } from '../agent-server-api/settings/configuration.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';

/** Conversations that are about a repository although none is cloned for them. */
const ABOUT_REPOSITORIES: ReadonlySet<ConversationTrigger | undefined> = new Set([
  ConversationTrigger.SuggestedTask,
  ConversationTrigger.MicroagentManagement,
]);

/** Where the git tokens come from that people save in the settings. */
export type SavedTokens = () => Promise<Configuration['gitTokens']>;

/** Tokens for git hosts, wherever they come from. */
export interface GitAccess {
  readonly saved: SavedTokens;
  readonly tokenFor: TokenSource;
}

export function gitAccess({ configuration }: Pick<SettingsParts, 'configuration'>): GitAccess {
  const saved: SavedTokens = async () => (await configuration.read()).gitTokens;
  return { saved, tokenFor: tokenSource(savedToken(saved)) };
}

/** A saved token, for its own host only. */
export function savedToken(saved: SavedTokens): TokenSource {
  return async (provider, host) => {
    const token = (await saved())?.[provider];
    return token && hostOf(provider, { [provider]: token.host ?? undefined }) === host ? token.token : undefined;
  };
}

/** The hosts that people saved beside their tokens. */
export async function savedHosts(saved: SavedTokens): Promise<RepositoryHosts> {
  const tokens = (await saved()) ?? {};
  return Object.fromEntries(
    CLONE_PROVIDERS.flatMap((provider) => {
      const host = tokens[provider]?.host;
      return host ? [[provider, host]] : [];
    }),
  );
}

/** Where the organizations of conversations' repositories are looked for. */
export function organizationsOf(saved: SavedTokens, tokenFor: TokenSource): FindOrganization {
  return async ({ spec: { workspace } }) =>
    workspace.repository ? organizationRepositories(workspace.repository, await savedHosts(saved), tokenFor) : [];
}

/**
 * The git tokens that a conversation's commands may use, under the names of their variables: all of them when its work is about a
 * repository of a host, else none.
 */
export async function gitTokens(
  record: ConversationRecord,
  tokenFor: TokenSource,
  hosts: RepositoryHosts = {},
): Promise<Record<string, string>> {
  const { trigger, workspace } = record.spec;
  if (!workspace.repository && !ABOUT_REPOSITORIES.has(trigger)) return {};
  const found = await Promise.all(
    CLONE_PROVIDERS.map(async (provider) => {
      const token = await tokenFor(provider, hostOf(provider, hosts));
      return [TOKEN_VARIABLES[provider], token] as const;
    }),
  );
  return Object.fromEntries(found.flatMap(([name, token]) => (token === undefined ? [] : [[name, token]])));
}
