import type { RepositorySpec } from '@openhands-nest/agent-ports';
import { parseRepository, type RepositoryRules } from './repository-source.js';

export interface RepositoryCheck extends RepositoryRules {
  readonly provider?: RepositorySpec['provider'];
  readonly branch?: string;
}

/**
 * Checks the name, without touching disk or network, before anything is created for it.
 * @throws RepositoryNotAllowedError with a sentence that says what to write instead
 */
export function validateRepository(name: string, { provider, branch, ...rules }: RepositoryCheck = {}): void {
  parseRepository({ name, provider, branch }, rules);
}
