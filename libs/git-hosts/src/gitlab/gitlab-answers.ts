import type { HostBranch, HostRepository, HostUser } from '@openhands-nest/agent-ports';

/** The parts of GitLab's answers that are used. */
export interface GitlabUser {
  readonly id: number;
  readonly username: string;
  readonly avatar_url: string | null;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly organization?: string | null;
}

export interface GitlabProject {
  readonly id: number;
  readonly path_with_namespace: string;
  readonly visibility?: string;
  readonly star_count?: number;
  readonly last_activity_at?: string;
  readonly default_branch?: string | null;
  readonly namespace?: { readonly kind?: string };
}

export interface GitlabBranch {
  readonly name: string;
  readonly protected: boolean;
  readonly commit: { readonly id: string; readonly committed_date?: unknown };
}

export function userOf({ id, username, avatar_url, name, email, organization }: GitlabUser): HostUser {
  return {
    id: String(id),
    login: username,
    avatarUrl: avatar_url ?? '',
    ...(organization ? { company: organization } : {}),
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
  };
}

export function repositoryOf(project: GitlabProject): HostRepository {
  const { id, path_with_namespace, visibility, star_count, last_activity_at, default_branch, namespace } = project;
  return {
    id: String(id),
    fullName: path_with_namespace,
    isPublic: visibility === 'public',
    ownerType: namespace?.kind === 'group' ? 'organization' : 'user',
    ...(star_count === undefined ? {} : { stars: star_count }),
    ...(last_activity_at ? { pushedAt: last_activity_at } : {}),
    ...(default_branch ? { mainBranch: default_branch } : {}),
  };
}

export function branchOf({ name, protected: isProtected, commit }: GitlabBranch): HostBranch {
  const date = commit.committed_date;
  return { name, commitSha: commit.id, isProtected, ...(typeof date === 'string' ? { lastPushDate: date } : {}) };
}
