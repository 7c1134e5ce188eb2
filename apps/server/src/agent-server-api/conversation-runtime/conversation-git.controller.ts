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
import { RuntimeConversationId } from '../../http/conversation-id.decorator.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer, onBothSurfaces } from '../../surfaces.js';
import { toCommitsPage, toDiffQuestion, toGitChange } from '../git/git-answers.js';
import { refusedByGit } from '../git/refused-by-git.js';
import { ConversationPlace } from './conversation-place.js';

const PATH = 'api/conversations/:runtime_conversation_id/git';
const SCOPE = 'conversation';

/** What differs in the repositories of a conversation. Beside 0.53 its own operations of these names answer. */
@Controller(onAgentServer(PATH))
export class ConversationGitController {
  constructor(private readonly place: ConversationPlace) {}

  @Get('changes')
  @ApiGitChanges(SCOPE)
  async changes(
    @RuntimeConversationId() id: string,
    @QueryOf(GitChangesQuery) query: GitChangesQuery,
  ): Promise<GitChange[]> {
    const { path, root } = await this.place.enclose(id, query.path);
    return (await listChanges(path, { ref: query.ref ?? undefined, within: root }).catch(refusedByGit)).map(
      toGitChange,
    );
  }

  @Get('diff')
  @ApiGitDiff(SCOPE)
  async diff(@RuntimeConversationId() id: string, @QueryOf(GitDiffQuery) query: GitDiffQuery): Promise<GitDiff> {
    const { path, root } = await this.place.enclose(id, query.path);
    return fileDiff(path, toDiffQuestion(query), root).catch(refusedByGit);
  }
}

/** What was committed in the repositories of a conversation. */
@Controller(onBothSurfaces(PATH))
export class ConversationCommitsController {
  constructor(private readonly place: ConversationPlace) {}

  @Get('commits')
  @ApiGitCommits(SCOPE)
  async commits(
    @RuntimeConversationId() id: string,
    @QueryOf(GitCommitsQuery) query: GitCommitsQuery,
  ): Promise<GitCommitsPage> {
    const { path, root } = await this.place.enclose(id, query.path);
    return toCommitsPage(await listCommits(path, query.limit, root).catch(refusedByGit));
  }

  @Get('commits/:sha/changes')
  @ApiGitCommitChanges(SCOPE)
  async commitChanges(
    @RuntimeConversationId() id: string,
    @Param('sha') given: string,
    @QueryOf(GitPathQuery) query: GitPathQuery,
  ): Promise<GitChange[]> {
    const sha = parseSchema(GIT_SHA, given, ['path', 'sha']) as string;
    const { path, root } = await this.place.enclose(id, query.path);
    return (await commitChanges(path, sha, root).catch(refusedByGit)).map(toGitChange);
  }
}
