import { Inject, Injectable } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import type {
  StartChildConversationRequest,
  StartChildConversationResponse,
} from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../../config/server-config.js';
import { ENGINE } from '../../../tokens.js';
import { launchChild } from './launch-child.js';

/** Starts conversations that clients ask for as a part of another one. */
@Injectable()
export class ChildLauncher {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly config: ServerConfig,
  ) {}

  /** @throws ConversationNotFoundError */
  async start(parentId: string, request: StartChildConversationRequest): Promise<StartChildConversationResponse> {
    const { task, title } = request;
    const isolation = request.isolation === 'worktree' ? 'worktree' : 'shared';
    const child = await launchChild(this.engine, this.config.DATA_DIR, parentId, {
      ...{ task, isolation },
      ...(title && { title }),
    });
    return {
      conversation_id: child.conversationId,
      parent_conversation_id: parentId,
      status: child.status,
      title: child.title,
      url: null,
      workspace: child.directory,
      isolation: child.isolation,
    };
  }
}
