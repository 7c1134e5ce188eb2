import { createHash } from 'node:crypto';
import type { McpAddressSpec, McpSignIn, McpSignInState, SettingsStore } from '@openhands-nest/agent-ports';
import type { SignInPlace } from '@openhands-nest/agent-tools';
import type { MCPServer } from '@openhands-nest/contracts/agent-server';
import { signInOf } from '../agent-server-api/mcp/mcp-sign-in.js';
import type { Configuration } from '../agent-server-api/settings/configuration.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';

/** Sign-ins that conversations brought with them, and that were renewed since. */
const NAME = 'mcp.sign_ins';
const MAX_KEPT = 200;

type Kept = Readonly<Record<string, McpSignInState>>;

/**
 * Where conversations keep what comes of their sign-ins to MCP servers: in the settings of the server, when they have one of that
 * address; else beside them. All conversations that began with the same tokens share what comes of them, since most servers take a
 * token for its renewal only once.
 */
export function signInPlaces({ configuration, store }: Pick<SettingsParts, 'configuration' | 'store'>) {
  const kept = new KeptSignIns(store);
  return async ({ url }: McpAddressSpec, signIn: McpSignIn): Promise<SignInPlace> => {
    if (namesOf(await configuration.read(), url).length === 0) return kept.place(url, signIn);
    return {
      key: `settings ${url}`,
      read: async () => {
        const current = await configuration.read();
        const [name] = namesOf(current, url);
        const server = name === undefined ? undefined : current.agentSettings.mcp_config[name];
        return signInOf(server?.auth)?.state ?? {};
      },
      write: async (state) => {
        await configuration.change((current) => withState(current, namesOf(current, url), state));
      },
    };
  };
}

class KeptSignIns {
  #changes: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: SettingsStore) {}

  place(url: string, { settings, state }: McpSignIn): SignInPlace {
    const { access_token: access, refresh_token: refresh } = state.tokens ?? {};
    const began = JSON.stringify([url, settings.clientId, access, refresh]);
    const key = createHash('sha256').update(began).digest('hex');
    return {
      key,
      read: async () => (await this.#read())[key] ?? state,
      write: (changed) => this.#write(key, changed),
    };
  }

  async #read(): Promise<Kept> {
    return JSON.parse((await this.store.readSecret(NAME)) ?? '{}') as Kept;
  }

  /** The newest come last; the oldest make room. */
  #write(key: string, state: McpSignInState): Promise<void> {
    const change = this.#changes.then(async () => {
      const others = Object.entries(await this.#read()).filter(([name]) => name !== key);
      const all = [...others, [key, state] as const].slice(-MAX_KEPT);
      await this.store.writeSecret(NAME, JSON.stringify(Object.fromEntries(all)));
    });
    this.#changes = change.catch(() => undefined);
    return change;
  }
}

function namesOf({ agentSettings }: Configuration, url: string): string[] {
  const servers = Object.entries(agentSettings.mcp_config as Readonly<Record<string, MCPServer>>);
  return servers.filter(([, server]) => isSignedInAt(server, url)).map(([name]) => name);
}

function isSignedInAt({ url, auth }: MCPServer, at: string): boolean {
  return auth?.strategy === 'oauth2' && url?.replace(/\/+$/, '') === at.replace(/\/+$/, '');
}

function withState(configuration: Configuration, names: readonly string[], state: McpSignInState): Configuration {
  const { mcp_config: servers } = configuration.agentSettings;
  const changed = names.flatMap((name): [string, MCPServer][] => {
    const server = servers[name];
    return server?.auth?.strategy === 'oauth2'
      ? [[name, { ...server, auth: { ...server.auth, state: { ...state } } }]]
      : [];
  });
  const all = { ...servers, ...Object.fromEntries(changed) };
  return { ...configuration, agentSettings: { ...configuration.agentSettings, mcp_config: all } };
}
