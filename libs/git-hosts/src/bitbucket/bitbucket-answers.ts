import type { HostBranch, HostRepository, HostUser } from '@openhands-nest/agent-ports';

/** The parts of Bitbucket's answers that are used. */
export interface BitbucketUser {
  readonly account_id: string;
  readonly username?: string;
  readonly nickname?: string;
  readonly display_name?: string;
  readonly links?: { readonly avatar?: { readonly href?: string } };
}

export interface BitbucketRepository {
  readonly uuid: string;
  readonly full_name: string;
  readonly is_private: boolean;
  readonly updated_on?: string;
  readonly owner?: { readonly type?: string };
  readonly mainbranch?: { readonly name: string } | null;
}

export interface BitbucketBranch {
  readonly name: string;
  readonly target: { readonly hash: string; readonly date?: string };
}

export function userOf({ account_id, username, nickname, display_name, links }: BitbucketUser): HostUser {
  return {
    id: account_id,
    login: username ?? nickname ?? account_id,
    avatarUrl: links?.avatar?.href ?? '',
    ...(display_name ? { name: display_name } : {}),
  };
}

export function repositoryOf(repository: BitbucketRepository): HostRepository {
  const { uuid, full_name, is_private, updated_on, owner, mainbranch } = repository;
  return {
    id: uuid,
    fullName: full_name,
    isPublic: !is_private,
    ownerType: owner?.type === 'team' ? 'organization' : 'user',
    ...(updated_on ? { pushedAt: updated_on } : {}),
    ...(mainbranch ? { mainBranch: mainbranch.name } : {}),
  };
}

/** Which branches are protected, Bitbucket tells only administrators of a repository. */
export function branchOf({ name, target }: BitbucketBranch): HostBranch {
  return {
    name,
    commitSha: target.hash,
    isProtected: false,
    ...(target.date ? { lastPushDate: target.date } : {}),
  };
}
