import { Controller, Get, Param } from '@nestjs/common';
import { commitChanges, fileDiff, listChanges, listCommits } from '@openhands-nest/agent-workspace';
import {
  ApiGitChanges,
  ApiGitCommitChanges,
  ApiGitCommits,
  ApiGitDiff,
  GIT_SHA,
  GitChangesQuery,
  GitCommitsQuery,
  GitDiffQuery,
  GitPathQuery,
  type GitChange,
  type GitCommitsPage,
  type GitDiff,
} from '@openhands-nest/contracts/agent-server';
import { parseSchema } from '@openhands-nest/contracts/schema';
import { absolutePath } from '../../http/absolute-path.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { toCommitsPage, toDiffQuestion, toGitChange } from './git-answers.js';
import { refusedByGit } from './refused-by-git.js';

/** What happened in the repositories of the machine. */
@Controller(onAgentServer('api/git'))
export class GitController {
  @Get('changes')
  @ApiGitChanges()
  async changes(@QueryOf(GitChangesQuery) { path, ref }: GitChangesQuery): Promise<GitChange[]> {
    const changes = await listChanges(absolutePath(path), { ref: ref ?? undefined }).catch(refusedByGit);
    return changes.map(toGitChange);
  }

  @Get('diff')
  @ApiGitDiff()
  async diff(@QueryOf(GitDiffQuery) query: GitDiffQuery): Promise<GitDiff> {
    return fileDiff(absolutePath(query.path), toDiffQuestion(query)).catch(refusedByGit);
  }

  @Get('commits')
  @ApiGitCommits()
  async commits(@QueryOf(GitCommitsQuery) { path, limit }: GitCommitsQuery): Promise<GitCommitsPage> {
    return toCommitsPage(await listCommits(absolutePath(path), limit).catch(refusedByGit));
  }

  @Get('commits/:sha/changes')
  @ApiGitCommitChanges()
  async commitChanges(
    @Param('sha') given: string,
    @QueryOf(GitPathQuery) { path }: GitPathQuery,
  ): Promise<GitChange[]> {
    const sha = parseSchema(GIT_SHA, given, ['path', 'sha']) as string;
    const changes = await commitChanges(absolutePath(path), sha).catch(refusedByGit);
    return changes.map(toGitChange);
  }
}
