import { Inject, Injectable } from '@nestjs/common';
import type { CreateConversation } from '@openhands-nest/agent-core';
import {
  GitHostError,
  RepositoryNotAllowedError,
  type GitHost,
  type RepositorySpec,
} from '@openhands-nest/agent-ports';
import type { SuggestedTask } from '@openhands-nest/contracts/app';
import { TaskType } from '@openhands-nest/contracts/vocabulary';
import { REPOSITORY_CHECK } from '../../tokens.js';
import { GitAccounts } from '../git-accounts/git-accounts.service.js';

/** Refuses a repository that may not be cloned, before anything is created. @throws RepositoryNotAllowedError */
export type RepositoryCheck = (repository: RepositorySpec) => void;

/** Tasks whose number is that of a pull or merge request. */
const ABOUT_REQUESTS: ReadonlySet<TaskType> = new Set([
  TaskType.MergeConflicts,
  TaskType.FailingChecks,
  TaskType.UnresolvedComments,
  TaskType.OpenPr,
]);

/** Settles which repository a conversation is about, and asks the hosts whether it can be had, before anything is created. */
@Injectable()
export class RepositoryChoice {
  constructor(
    private readonly accounts: GitAccounts,
    @Inject(REPOSITORY_CHECK) private readonly check: RepositoryCheck,
  ) {}

  /** The request with its repository, the provider of that, and for a task the branch and number that it is about. @throws RepositoryNotAllowedError */
  async settle(request: CreateConversation, task?: SuggestedTask | null): Promise<CreateConversation> {
    const repository = request.repository ?? (task && { name: task.repo, provider: task.git_provider });
    if (!repository) return request;
    this.check(repository);
    const number = task && ABOUT_REQUESTS.has(task.task_type) ? task.issue_number : undefined;
    return {
      ...request,
      repository: await this.#located(repository, number),
      ...(number === undefined ? {} : { prNumbers: [number] }),
    };
  }

  /** Without saved tokens nothing can be asked: the clone will tell. Neither can it of addresses and paths. */
  async #located(repository: RepositorySpec, number: number | undefined): Promise<RepositorySpec> {
    if (!/^[^/:]+(\/[^/:]+)+$/.test(repository.name)) return repository;
    try {
      if ((await this.accounts.saved()).length === 0) return repository;
      const account = await this.accounts.thatSees(repository.name, repository.provider);
      if (!account) throw new RepositoryNotAllowedError(unseen(repository.name));
      return { ...repository, provider: account.provider, ...(await branchOf(account, repository, number)) };
    } catch (error) {
      if (error instanceof GitHostError) throw new RepositoryNotAllowedError(error.message);
      throw error;
    }
  }
}

async function branchOf(
  account: GitHost,
  { name, branch }: RepositorySpec,
  number: number | undefined,
): Promise<{ branch?: string }> {
  if (branch || number === undefined) return {};
  const source = await account.sourceBranch(name, number);
  return source === undefined ? {} : { branch: source };
}

function unseen(repository: string): string {
  return `None of the saved tokens can see the repository ${repository}. Check its name, or save a token in the settings that may read it.`;
}
