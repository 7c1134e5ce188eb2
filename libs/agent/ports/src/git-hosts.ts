import type { ProviderType } from '@openhands-nest/contracts/vocabulary';
import type { GitHost } from './git-host.js';

/** A token for a host of git repositories, as somebody entered it. */
export interface GitToken {
  readonly provider: ProviderType;
  readonly token: string;
  /** Name (and port) of the machine, or an address with its scheme; null: the provider's own. */
  readonly host: string | null;
}

/** Hosts of git repositories, as people sign in to them. */
export interface GitHosts {
  /** Whether the host takes the token. False as well when it cannot be reached, or is of another provider. */
  accepts(token: GitToken): Promise<boolean>;
  /** The account that the token opens; undefined for a provider without an API of its own. Nothing is asked of the host yet. */
  account(token: GitToken): GitHost | undefined;
}
