import { TOKEN_VARIABLES, type CloneProvider } from './repository-hosts.js';

/** Finds the token for a provider; `host` is the name (and port) of the machine that it will be sent to. */
export type TokenSource = (provider: CloneProvider, host: string) => Promise<string | undefined>;

/** Asks `stored` first, then the environment (GITHUB_TOKEN, GITLAB_TOKEN, BITBUCKET_TOKEN). */
export function tokenSource(stored: TokenSource, environment: NodeJS.ProcessEnv = process.env): TokenSource {
  return async (provider, host) =>
    (await stored(provider, host))?.trim() || environment[TOKEN_VARIABLES[provider]]?.trim() || undefined;
}
