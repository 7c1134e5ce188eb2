import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { TOKEN_VARIABLES, type CloneProvider, type TokenSource } from '@openhands-nest/agent-workspace';
import type { ConfigurationStore } from '../agent-server-api/settings/configuration-store.js';
import { ConversationTrigger } from '@openhands-nest/contracts/vocabulary';

const HOSTS: Readonly<Record<CloneProvider, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};
/** Conversations that are about a repository although none is cloned for them. */
const ABOUT_REPOSITORIES: ReadonlySet<ConversationTrigger | undefined> = new Set([
  ConversationTrigger.SuggestedTask,
  ConversationTrigger.MicroagentManagement,
]);

/** Tokens that people entered. Each goes to its own machine only. */
export function enteredTokens(configuration: ConfigurationStore): TokenSource {
  return async (provider, machine) => {
    const entered = (await configuration.read()).gitTokens?.[provider];
    return entered && machineOf(entered.host ?? HOSTS[provider]) === machine ? entered.token : undefined;
  };
}

function machineOf(host: string): string {
  return host.replace(/^https?:\/\//, '').replace(/\/+$/, '');
}

/**
 * The git tokens that a conversation's commands may use, under the names of their variables: all of them when its work is about a
 * repository of a host, else none.
 */
export async function gitTokens(record: ConversationRecord, tokenFor: TokenSource): Promise<Record<string, string>> {
  const { trigger, workspace } = record.spec;
  if (!workspace.repository && !ABOUT_REPOSITORIES.has(trigger)) return {};
  const providers = Object.keys(HOSTS) as CloneProvider[];
  const found = await Promise.all(
    providers.map(async (provider) => [TOKEN_VARIABLES[provider], await tokenFor(provider, HOSTS[provider])] as const),
  );
  return Object.fromEntries(found.flatMap(([name, token]) => (token === undefined ? [] : [[name, token]])));
}
