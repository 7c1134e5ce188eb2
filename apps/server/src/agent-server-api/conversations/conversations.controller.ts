import { Controller, Delete, Get, Header, HttpCode, Inject, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ConversationChange, Engine } from '@openhands-nest/agent-core';
import { ConversationNotFoundError } from '@openhands-nest/agent-ports';
import {
  ApiBatchGetConversations,
  ApiCountConversations,
  ApiDeleteConversation,
  ApiGetAgentConversation,
  ApiSearchConversations,
  ApiStartAgentConversation,
  ApiUpdateConversation,
  StartConversationRequest,
  UpdateConversationRequest,
  type ConversationInfo,
  type ConversationPage,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { onAgentServer } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import type { QueryParameters } from '../events/event-query.js';
import { asListed, conversationInfo, conversationInfos } from './conversation-info.js';
import { toBatchIds, toPageQuery, toStatus } from './conversation-query.js';
import { ConversationLauncher } from './launch/conversation-launcher.js';

/** Conversations as a whole, in the terms of the Agent Server: 0.53 has operations of its own under the same paths. */
@Controller(onAgentServer('api/conversations'))
export class AgentConversationsController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly launcher: ConversationLauncher,
  ) {}

  @Post()
  @ApiStartAgentConversation()
  async start(
    @JsonBody(StartConversationRequest) body: StartConversationRequest,
    @Query() parameters: QueryParameters,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConversationInfo> {
    const { view, created } = await this.launcher.start(body);
    reply.status(created ? 201 : 200);
    return conversationInfo(this.engine, view, parameters);
  }

  @Get('search')
  @ApiSearchConversations()
  async search(@Query() parameters: QueryParameters): Promise<ConversationPage> {
    const { items, nextPageId } = await this.engine.list(toPageQuery(parameters));
    const found = await Promise.all(items.map(({ id }) => this.engine.find(id)));
    const infos = await conversationInfos(this.engine, found, parameters);
    return {
      items: infos.flatMap((info) => (info ? [asListed(info)] : [])),
      next_page_id: nextPageId === undefined ? null : toHexId(nextPageId),
    };
  }

  @Get('count')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiCountConversations()
  async count(@Query() parameters: QueryParameters): Promise<string> {
    return String(await this.engine.count(toStatus(parameters)));
  }

  @Get()
  @ApiBatchGetConversations()
  async batch(@Query() parameters: QueryParameters): Promise<(ConversationInfo | null)[]> {
    const views = await Promise.all(toBatchIds(parameters).map((id) => this.engine.find(id)));
    return (await conversationInfos(this.engine, views, parameters)).map((info) => info ?? null);
  }

  @Get(':conversation_id')
  @ApiGetAgentConversation()
  async get(@ConversationId() conversationId: string, @Query() parameters: QueryParameters): Promise<ConversationInfo> {
    return conversationInfo(this.engine, await this.engine.get(conversationId), parameters);
  }

  @Patch(':conversation_id')
  @ApiUpdateConversation()
  async update(
    @ConversationId() conversationId: string,
    @JsonBody(UpdateConversationRequest) { title, tags }: UpdateConversationRequest,
  ): Promise<Success> {
    const change: ConversationChange = { ...(title && { title }), ...(tags && { tags }) };
    await this.engine.change(conversationId, change);
    return { success: true };
  }

  @Delete(':conversation_id')
  @HttpCode(200)
  @ApiDeleteConversation()
  async delete(@ConversationId() conversationId: string): Promise<Success> {
    if (await this.engine.delete(conversationId)) return { success: true };
    throw new ConversationNotFoundError(conversationId);
  }
}
