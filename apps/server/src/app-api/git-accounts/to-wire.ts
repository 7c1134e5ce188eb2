import type {
  HostBranch,
  HostProvider,
  HostRepository,
  HostTask,
  HostUser,
  RepositoryPage,
} from '@openhands-nest/agent-ports';
import type { Branch, Repository, SuggestedTask, User } from '@openhands-nest/contracts/app';

const FIRST_BRANCHES = ['main', 'master'];

export function toUser({ id, login, avatarUrl, company, name, email }: HostUser): User {
  return { id, login, avatar_url: avatarUrl, company: company ?? null, name: name ?? null, email: email ?? null };
}

/** The first repository carries where the next page is: clients look there. */
export function toRepositories({ items, nextPage }: RepositoryPage, provider: HostProvider): Repository[] {
  return items.map((repository, index) => ({
    ...toRepository(repository, provider),
    link_header: index === 0 && nextPage !== undefined ? `<?page=${nextPage}>; rel="next"` : null,
  }));
}

export function toRepository(repository: HostRepository, provider: HostProvider): Repository {
  return {
    id: repository.id,
    full_name: repository.fullName,
    git_provider: provider,
    is_public: repository.isPublic,
    stargazers_count: repository.stars ?? null,
    link_header: null,
    pushed_at: repository.pushedAt ?? null,
    owner_type: repository.ownerType ?? null,
    main_branch: repository.mainBranch ?? null,
  };
}

/** Newest push first, `main` and `master` before all others. */
export function toBranches(branches: readonly HostBranch[]): Branch[] {
  return branches
    .map(({ name, commitSha, isProtected, lastPushDate }) => ({
      name,
      commit_sha: commitSha,
      protected: isProtected,
      last_push_date: lastPushDate ?? null,
    }))
    .toSorted((one, other) => rank(one) - rank(other) || pushedAt(other) - pushedAt(one));
}

export function toTask({ type, repository, number, title }: HostTask, provider: HostProvider): SuggestedTask {
  return { git_provider: provider, task_type: type, repo: repository, issue_number: number, title };
}

function rank({ name }: Branch): number {
  const place = FIRST_BRANCHES.indexOf(name);
  return place === -1 ? FIRST_BRANCHES.length : place;
}

function pushedAt({ last_push_date }: Branch): number {
  return last_push_date === null ? 0 : Date.parse(last_push_date);
}
