import { randomInt } from 'node:crypto';
import { RepositoryNotAllowedError } from '@openhands-nest/agent-ports';

const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
const MAX_BRANCH_CHARS = 250;
/** What git itself forbids in the name of a branch, and a dash in front, which would make it an option. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const FORBIDDEN = /^[-/.]|[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|[/.]$|^@$/;

/** @throws RepositoryNotAllowedError when git could not have a branch of that name */
export function checkBranchName(branch: string): void {
  if (branch.length > 0 && branch.length <= MAX_BRANCH_CHARS && !FORBIDDEN.test(branch)) return;
  throw new RepositoryNotAllowedError(
    `${JSON.stringify(branch.slice(0, 100))} cannot be the name of a branch. Name one that exists in the repository, or none.`,
  );
}

/** Name for the local branch of a conversation that asked for none. */
export function newBranchName(): string {
  return `openhands-workspace-${randomAlphanumeric(8)}`;
}

export function randomAlphanumeric(length: number): string {
  return Array.from({ length }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join('');
}
