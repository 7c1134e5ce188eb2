import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import { ConversationNotFoundError } from '@openhands-nest/agent-ports';
import {
  ApiInterruptConversation,
  ApiPauseConversation,
  ApiRunConversation,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';

/** Starting and stopping the agent of a conversation. */
@Controller(onBothSurfaces('api/conversations/:conversation_id'))
export class RunsController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Post('run')
  @HttpCode(200)
  @ApiRunConversation()
  async run(@ConversationId() conversationId: string): Promise<Success> {
    await this.engine.run(conversationId);
    return { success: true };
  }

  @Post('pause')
  @HttpCode(200)
  @ApiPauseConversation()
  async pause(@ConversationId() conversationId: string): Promise<Success> {
    await this.engine.pause(conversationId).catch(unknownIsBadRequest);
    return { success: true };
  }

  @Post('interrupt')
  @HttpCode(200)
  @ApiInterruptConversation()
  async interrupt(@ConversationId() conversationId: string): Promise<Success> {
    await this.engine.interrupt(conversationId).catch(unknownIsBadRequest);
    return { success: true };
  }
}

/** Clients of these two operations know 400, not 404. */
function unknownIsBadRequest(error: unknown): never {
  if (error instanceof ConversationNotFoundError) throw new HttpProblem(400, { detail: error.message });
  throw error;
}
