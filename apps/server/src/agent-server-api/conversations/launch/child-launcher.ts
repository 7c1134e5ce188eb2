import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import type {
  StartChildConversationRequest,
  StartChildConversationResponse,
} from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../../config/server-config.js';
import { ENGINE } from '../../../tokens.js';
import { planWorktree } from './plan-worktree.js';

/** Starts conversations that work on a part of what another one does. */
@Injectable()
export class ChildLauncher {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly config: ServerConfig,
  ) {}

  /** @throws ConversationNotFoundError */
  async start(parentId: string, request: StartChildConversationRequest): Promise<StartChildConversationResponse> {
    const { record: parent } = await this.engine.get(parentId);
    const conversationId = randomUUID();
    const worktrees = join(this.config.DATA_DIR, 'worktrees');
    const { directory } = parent.spec.workspace;
    const plan =
      request.isolation === 'worktree' ? await planWorktree({ conversationId, directory, worktrees }) : undefined;
    const { record } = await this.engine.startChild(parentId, {
      conversationId,
      task: [{ type: 'text', text: request.task, cache_prompt: false }],
      ...(request.title && { title: request.title }),
      ...plan,
    });
    return {
      conversation_id: record.id,
      parent_conversation_id: parentId,
      status: record.executionStatus,
      title: record.title,
      url: null,
      workspace: record.spec.workspace.directory,
      isolation: plan ? 'worktree' : 'shared',
    };
  }
}
