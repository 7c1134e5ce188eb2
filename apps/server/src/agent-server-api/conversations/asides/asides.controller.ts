import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiAskAgent,
  ApiCondense,
  AskAgentRequest,
  type AskAgentResponse,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { JsonBody } from '../../../http/body/json-body.decorator.js';
import { ConversationId } from '../../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../../surfaces.js';
import { ENGINE } from '../../../tokens.js';

/** What the model of a conversation is asked beside its runs. */
@Controller(onBothSurfaces('api/conversations/:conversation_id'))
export class AsidesController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Post('ask_agent')
  @HttpCode(200)
  @ApiAskAgent()
  async ask(
    @ConversationId() conversationId: string,
    @JsonBody(AskAgentRequest) { question }: AskAgentRequest,
  ): Promise<AskAgentResponse> {
    return { response: await this.engine.ask(conversationId, question) };
  }

  @Post('condense')
  @HttpCode(200)
  @ApiCondense()
  async condense(@ConversationId() conversationId: string): Promise<Success> {
    await this.engine.condense(conversationId);
    return { success: true };
  }
}
