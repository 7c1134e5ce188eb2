import { Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiForkConversation,
  ApiNavigateConversation,
  ForkConversationRequest,
  NavigateConversationRequest,
  type ConversationInfo,
} from '@openhands-nest/contracts/agent-server';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { JsonBody, OptionalJsonBody } from '../../../http/body/json-body.decorator.js';
import { ConversationId } from '../../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../../surfaces.js';
import { ENGINE } from '../../../tokens.js';
import type { QueryParameters } from '../../events/event-query.js';
import { conversationInfo } from '../conversation-info.js';

/** Branching off a conversation, and going to and fro between the branches of one. */
@Controller(onBothSurfaces('api/conversations/:conversation_id'))
export class BranchesController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Post('fork')
  @HttpCode(201)
  @ApiForkConversation()
  async fork(
    @ConversationId() conversationId: string,
    @OptionalJsonBody(ForkConversationRequest) request: ForkConversationRequest,
    @Query() parameters: QueryParameters,
  ): Promise<ConversationInfo> {
    const { id, title, tags, reset_metrics: resetMetrics, from_event_id: fromEventId } = request;
    const forkId = id ? parseConversationId(id) : undefined;
    const view = await this.engine.fork(conversationId, {
      ...(forkId && { conversationId: forkId }),
      ...(title && { title }),
      ...(tags && { tags }),
      ...(fromEventId && { fromEventId }),
      resetMetrics,
    });
    return conversationInfo(this.engine, view, parameters);
  }

  @Post('navigate')
  @HttpCode(200)
  @ApiNavigateConversation()
  async navigate(
    @ConversationId() conversationId: string,
    @JsonBody(NavigateConversationRequest) { event_id: eventId }: NavigateConversationRequest,
    @Query() parameters: QueryParameters,
  ): Promise<ConversationInfo> {
    return conversationInfo(this.engine, await this.engine.navigate(conversationId, eventId ?? null), parameters);
  }
}
