import type { HostBranch, HostRepository, HostUser } from '@openhands-nest/agent-ports';
import type { BranchNode } from './github-queries.js';

/** The part of a repository that is used; every list of GitHub's has it. */
export interface GithubRepository {
  readonly id: number;
  readonly full_name: string;
  readonly private: boolean;
  readonly stargazers_count?: number;
  readonly pushed_at?: string | null;
  readonly default_branch?: string;
  readonly owner: { readonly type?: string } | null;
}

export interface GithubUser {
  readonly id: number;
  readonly login: string;
  readonly avatar_url: string;
  readonly company?: string | null;
  readonly name?: string | null;
  readonly email?: string | null;
}

export function userOf({ id, login, avatar_url, company, name, email }: GithubUser): HostUser {
  return {
    id: String(id),
    login,
    avatarUrl: avatar_url,
    ...(company ? { company } : {}),
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
  };
}

export function repositoryOf(repository: GithubRepository): HostRepository {
  const { id, full_name, stargazers_count, pushed_at, default_branch, owner } = repository;
  return {
    id: String(id),
    fullName: full_name,
    isPublic: !repository.private,
    ownerType: owner?.type === 'Organization' ? 'organization' : 'user',
    ...(stargazers_count === undefined ? {} : { stars: stargazers_count }),
    ...(pushed_at ? { pushedAt: pushed_at } : {}),
    ...(default_branch ? { mainBranch: default_branch } : {}),
  };
}

export function branchOf({ name, target, branchProtectionRule }: BranchNode): HostBranch {
  return {
    name,
    commitSha: target?.oid ?? '',
    isProtected: branchProtectionRule !== null,
    ...(target?.committedDate ? { lastPushDate: target.committedDate } : {}),
  };
}
