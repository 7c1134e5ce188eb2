import { listOf, Operation, ref } from '@openhands-nest/contracts/schema';
import {
  GIT_SHA,
  GitChange,
  GitChangesQuery,
  GitCommitsPage,
  GitCommitsQuery,
  GitDiff,
  GitDiffQuery,
  GitPathQuery,
} from './git-models.js';
import { inScope, type OperationScope } from './operation-scope.js';

const TAGS = ['Git'];
const REFUSED = 'The path is not absolute, or git cannot answer';

/** GET /api/git/changes */
export function ApiGitChanges(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'git_changes_query_api_git_changes_get',
    summary: 'Git Changes Query',
    description: 'Files that differ from a commit, untracked ones included; none for a directory in no repository.',
    tags: TAGS,
    query: GitChangesQuery,
    answers: {
      200: listOf(ref(GitChange), { title: 'Response Git Changes Query Api Git Changes Get' }),
      400: REFUSED,
    },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/git/diff */
export function ApiGitDiff(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'git_diff_query_api_git_diff_get',
    summary: 'Git Diff Query',
    description: 'Both whole texts of a file of at most 1 MiB.',
    tags: TAGS,
    query: GitDiffQuery,
    answers: { 200: ref(GitDiff), 400: REFUSED },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/git/commits */
export function ApiGitCommits(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'git_commits_query_api_git_commits_get',
    summary: 'Git Commits Query',
    description: 'The last commits of a repository, newest first; none for a directory in no repository.',
    tags: TAGS,
    query: GitCommitsQuery,
    answers: { 200: ref(GitCommitsPage), 400: REFUSED },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/git/commits/{sha}/changes */
export function ApiGitCommitChanges(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'git_commit_changes_query_api_git_commits__sha__changes_get',
    summary: 'Git Commit Changes Query',
    description: 'Files that a commit changed, compared with its first parent.',
    tags: TAGS,
    path: { sha: GIT_SHA },
    query: GitPathQuery,
    answers: {
      200: listOf(ref(GitChange), { title: 'Response Git Commit Changes Query Api Git Commits  Sha  Changes Get' }),
      400: REFUSED,
    },
  };
  return Operation(inScope(operation, scope));
}
