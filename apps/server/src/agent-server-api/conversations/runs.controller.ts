import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiInterruptConversation,
  ApiPauseConversation,
  ApiRunConversation,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { ConversationId } from '../../http/conversation-id.decorator.js';
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
    await this.engine.pause(conversationId);
    return { success: true };
  }

  @Post('interrupt')
  @HttpCode(200)
  @ApiInterruptConversation()
  async interrupt(@ConversationId() conversationId: string): Promise<Success> {
    await this.engine.interrupt(conversationId);
    return { success: true };
  }
}
