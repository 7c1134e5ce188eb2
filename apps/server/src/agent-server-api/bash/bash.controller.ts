import { Controller, Delete, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
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
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { clearEvents, eventsInBody, eventWithId, searchEvents, stopCommand } from './bash-answers.js';
import { BashCommands } from './bash-commands.js';
import { toBashRequest } from './bash-request.js';

/** The operator's own commands. */
@Controller(onAgentServer('api/bash'))
export class BashController {
  constructor(private readonly commands: BashCommands) {}

  @Post('start_bash_command')
  @HttpCode(200)
  @ApiStartBashCommand()
  start(@JsonBody(ExecuteBashRequest) body: ExecuteBashRequest): Promise<BashCommand> {
    return this.commands.start(toBashRequest(body));
  }

  @Post('execute_bash_command')
  @HttpCode(200)
  @ApiExecuteBashCommand()
  execute(@JsonBody(ExecuteBashRequest) body: ExecuteBashRequest): Promise<BashOutput> {
    return this.commands.execute(toBashRequest(body));
  }

  @Post('bash_commands/:command_id/stop')
  @HttpCode(200)
  @ApiStopBashCommand()
  stop(@Param('command_id') id: string): Promise<Success> {
    return stopCommand(this.commands, id);
  }

  @Get('bash_events/search')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiSearchBashEvents()
  search(@QueryOf(BashEventSearchQuery) query: BashEventSearchQuery): Promise<string> {
    return searchEvents(this.commands, query);
  }

  @Get('bash_events/:event_id')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiGetBashEvent()
  get(@Param('event_id') id: string): Promise<string> {
    return eventWithId(this.commands, id);
  }

  // Nest takes one of the slashes away. Without any, the path is that of the DELETE.
  @Get('bash_events//')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiBatchGetBashEvents()
  getAll(@Req() request: FastifyRequest): Promise<string> {
    return eventsInBody(this.commands, request);
  }

  @Delete('bash_events')
  @ApiClearBashEvents()
  clear(): Promise<Record<'cleared_count', number>> {
    return clearEvents(this.commands);
  }
}
