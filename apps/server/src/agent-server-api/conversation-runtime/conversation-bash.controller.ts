import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiBatchGetBashEvents,
  ApiClearBashEvents,
  ApiExecuteBashCommand,
  ApiGetBashEvent,
  ApiSearchBashEvents,
  ApiStartBashCommand,
  ApiStopBashCommand,
  BashEventSearchQuery,
  ExecuteBashRequest,
  type BashCommand,
  type BashOutput,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { RuntimeConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import { clearEvents, eventsInBody, eventWithId, searchEvents, stopCommand } from '../bash/bash-answers.js';
import type { BashCommands, BashRequest } from '../bash/bash-commands.js';
import { toBashRequest } from '../bash/bash-request.js';
import { ConversationBash } from './conversation-bash.js';
import { ConversationPlace } from './conversation-place.js';

const SCOPE = 'conversation';

/** Commands in the workspace of a conversation, with a history of their own. */
@Controller(onBothSurfaces('api/conversations/:runtime_conversation_id/bash'))
export class ConversationBashController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly place: ConversationPlace,
    private readonly bash: ConversationBash,
  ) {}

  @Post('start_bash_command')
  @HttpCode(200)
  @ApiStartBashCommand(SCOPE)
  start(
    @RuntimeConversationId() id: string,
    @JsonBody(ExecuteBashRequest) body: ExecuteBashRequest,
  ): Promise<BashCommand> {
    return this.#run(id, body, (commands, request) => commands.start(request));
  }

  @Post('execute_bash_command')
  @HttpCode(200)
  @ApiExecuteBashCommand(SCOPE)
  execute(
    @RuntimeConversationId() id: string,
    @JsonBody(ExecuteBashRequest) body: ExecuteBashRequest,
  ): Promise<BashOutput> {
    return this.#run(id, body, (commands, request) => commands.execute(request));
  }

  @Post('bash_commands/:command_id/stop')
  @HttpCode(200)
  @ApiStopBashCommand(SCOPE)
  stop(@RuntimeConversationId() id: string, @Param('command_id') commandId: string): Promise<Success> {
    return this.#use(id, (commands) => stopCommand(commands, commandId));
  }

  @Get('bash_events/search')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiSearchBashEvents(SCOPE)
  search(
    @RuntimeConversationId() id: string,
    @QueryOf(BashEventSearchQuery) query: BashEventSearchQuery,
  ): Promise<string> {
    return this.#use(id, (commands) => searchEvents(commands, query));
  }

  @Get('bash_events/:event_id')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiGetBashEvent(SCOPE)
  get(@RuntimeConversationId() id: string, @Param('event_id') eventId: string): Promise<string> {
    return this.#use(id, (commands) => eventWithId(commands, eventId));
  }

  // Nest takes one of the slashes away. Without any, the path is that of the DELETE.
  @Get('bash_events//')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiBatchGetBashEvents(SCOPE)
  getAll(@RuntimeConversationId() id: string, @Req() request: FastifyRequest): Promise<string> {
    return this.#use(id, (commands) => eventsInBody(commands, request));
  }

  @Delete('bash_events')
  @ApiClearBashEvents(SCOPE)
  clear(@RuntimeConversationId() id: string): Promise<Record<'cleared_count', number>> {
    return this.#use(id, clearEvents);
  }

  async #use<T>(conversationId: string, action: (commands: BashCommands) => Promise<T>): Promise<T> {
    await this.engine.get(conversationId);
    return this.bash.use(conversationId, action);
  }

  async #run<T>(
    conversationId: string,
    body: ExecuteBashRequest,
    action: (commands: BashCommands, request: BashRequest) => Promise<T>,
  ): Promise<T> {
    const root = await this.place.rootOf(conversationId);
    const request = toBashRequest(body);
    const cwd = request.cwd === null ? root : (await this.place.enclose(conversationId, request.cwd, 'cwd')).path;
    return this.bash.run(conversationId, root, { ...request, cwd }, action);
  }
}
