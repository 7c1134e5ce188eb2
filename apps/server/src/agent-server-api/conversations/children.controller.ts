import { Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiStartChildConversation,
  StartChildConversationRequest,
  type StartChildConversationResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ChildLauncher } from './launch/child-launcher.js';

/** Conversations that are started from another one. */
@Controller(onBothSurfaces('api/conversations/:conversation_id/children'))
export class ChildrenController {
  constructor(private readonly launcher: ChildLauncher) {}

  @Post()
  @HttpCode(201)
  @ApiStartChildConversation()
  start(
    @ConversationId() conversationId: string,
    @JsonBody(StartChildConversationRequest) request: StartChildConversationRequest,
  ): Promise<StartChildConversationResponse> {
    return this.launcher.start(conversationId, request);
  }
}
