import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { fileDiff, GitViewError, listChanges, type ChangeKind } from '@openhands-nest/agent-workspace';
import {
  ApiWorkspaceChanges,
  ApiWorkspaceDiff,
  WorkspaceDiffQuery,
  type WorkspaceChange,
  type WorkspaceDiff,
} from '@openhands-nest/contracts/app';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { AppWorkspace, insideOf } from './app-workspace.js';

const STATUSES = { added: 'A', deleted: 'D', updated: 'M' } as const satisfies Record<ChangeKind, string>;

/** What differs in the repositories of a conversation from what has been pushed, or from where its work began. */
@Controller('api/conversations/:conversation_id/git')
export class AppChangesController {
  constructor(private readonly workspace: AppWorkspace) {}

  @Get('changes')
  @ApiWorkspaceChanges()
  async changes(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
  ): Promise<WorkspaceChange[]> {
    const root = await this.workspace.rootOf(id, given);
    const changes = await listChanges(root, { unpushedOnly: true, within: root }).catch(refused);
    return changes.map(({ kind, path }) => ({ status: STATUSES[kind], path }));
  }

  @Get('diff')
  @ApiWorkspaceDiff()
  async diff(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @QueryOf(WorkspaceDiffQuery) { path }: WorkspaceDiffQuery,
  ): Promise<WorkspaceDiff> {
    const root = await this.workspace.rootOf(id, given);
    const inside = insideOf(root, path);
    if (!inside) throw new HttpProblem(400, { error: 'The path names no file of the workspace.' });
    const { modified, original } = await fileDiff(join(root, inside), { kind: 'work', unpushedOnly: true }, root).catch(
      refused,
    );
    if (modified === null || original === null)
      throw new HttpProblem(404, { error: `${path.slice(0, 200)} is in no git repository.` });
    return { modified, original };
  }
}

function refused(error: unknown): never {
  if (error instanceof GitViewError) throw new HttpProblem(400, { error: error.message });
  throw error;
}
