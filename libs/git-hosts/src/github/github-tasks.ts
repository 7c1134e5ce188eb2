import { TaskType } from '@openhands-nest/contracts/vocabulary';
import type { HostTask } from '@openhands-nest/agent-ports';
import type { IssueNode, OpenWorkAnswer, PullRequestNode } from './github-queries.js';

const FAILED = new Set(['FAILURE', 'ERROR']);

/** Own pull requests that need something, then issues that are assigned. */
export function tasksOf({ viewer, search }: OpenWorkAnswer): HostTask[] {
  return [
    ...viewer.pullRequests.nodes.flatMap((request) => taskOf(request, needOf(request))),
    ...search.nodes.flatMap((issue) => taskOf(issue, TaskType.OpenIssue)),
  ];
}

/** The most urgent need first: what conflicts cannot be checked, and what fails is not worth a review. */
function needOf({ mergeable, commits, reviews }: PullRequestNode): TaskType | undefined {
  if (mergeable === 'CONFLICTING') return TaskType.MergeConflicts;
  if (FAILED.has(commits.nodes[0]?.commit.statusCheckRollup?.state ?? '')) return TaskType.FailingChecks;
  return reviews.nodes.length > 0 ? TaskType.UnresolvedComments : undefined;
}

function taskOf({ repository, number, title }: IssueNode, type: TaskType | undefined): HostTask[] {
  return type ? [{ type, repository: repository.nameWithOwner, number, title }] : [];
}
