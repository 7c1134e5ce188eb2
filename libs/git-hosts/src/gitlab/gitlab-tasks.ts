import type { Gitlab } from '@gitbeaker/rest';
import { TaskType } from '@openhands-nest/contracts/vocabulary';
import type { HostTask } from '@openhands-nest/agent-ports';
import { inTurns } from '../in-turns.js';

/** The list of merge requests does not say how their pipelines went: so many are asked for it, newest first. */
const MOST_REQUESTS = 50;

/** The part of a merge request that is used. */
interface GitlabRequest {
  readonly iid: number;
  readonly project_id: number;
  readonly title: string;
  readonly has_conflicts: boolean;
  readonly blocking_discussions_resolved: boolean;
  readonly references: { readonly full: string };
  readonly head_pipeline?: { readonly status: string } | null;
}

interface GitlabIssue {
  readonly iid: number;
  readonly title: string;
  readonly references: { readonly full: string };
}

/** Own merge requests that need something, then issues that are assigned. */
export async function tasksOf(gitlab: InstanceType<typeof Gitlab>): Promise<HostTask[]> {
  const [requests, issues] = await Promise.all([
    gitlab.MergeRequests.all({
      scope: 'created_by_me',
      state: 'opened',
      orderBy: 'updated_at',
      perPage: MOST_REQUESTS,
      maxPages: 1,
    }) as unknown as Promise<GitlabRequest[]>,
    gitlab.Issues.all({
      scope: 'assigned_to_me',
      state: 'opened',
      perPage: 100,
      maxPages: 1,
    }) as unknown as Promise<GitlabIssue[]>,
  ]);
  const details = await inTurns(requests, (request) => detailOf(gitlab, request));
  return [
    ...details.flatMap((request) => taskOf(request, needOf(request))),
    ...issues.flatMap((issue) => taskOf(issue, TaskType.OpenIssue)),
  ];
}

async function detailOf(gitlab: InstanceType<typeof Gitlab>, request: GitlabRequest): Promise<GitlabRequest> {
  if (request.has_conflicts) return request;
  return (await gitlab.MergeRequests.show(request.project_id, request.iid)) as unknown as GitlabRequest;
}

/** The most urgent need first: what conflicts cannot be checked, and what fails is not worth a review. */
function needOf(request: GitlabRequest): TaskType | undefined {
  if (request.has_conflicts) return TaskType.MergeConflicts;
  if (request.head_pipeline?.status === 'failed') return TaskType.FailingChecks;
  return request.blocking_discussions_resolved ? undefined : TaskType.UnresolvedComments;
}

/** `group/project!7` and `group/project#7`. */
function taskOf({ references, iid, title }: GitlabIssue, type: TaskType | undefined): HostTask[] {
  return type ? [{ type, repository: references.full.replace(/[!#]\d+$/, ''), number: iid, title }] : [];
}
