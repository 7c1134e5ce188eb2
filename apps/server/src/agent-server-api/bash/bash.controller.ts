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
  BASH_EVENT_IDS,
  BashEventSearchQuery,
  ExecuteBashRequest,
  type BashCommand,
  type BashOutput,
} from '@openhands-nest/contracts/agent-server';
import { parseSchema, text, type Success } from '@openhands-nest/contracts/schema';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { readGetBody } from '../../http/body/read-get-body.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { BashCommands } from './bash-commands.js';
import { toBashQuery } from './bash-query.js';
import { toBashRequest } from './bash-request.js';

const COMMAND_ID = text({ format: 'uuid' });

/** The operator's own commands. Events leave as the text in which they are stored. */
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
  async stop(@Param('command_id') given: string): Promise<Success> {
    const id = parseSchema(COMMAND_ID, given, ['path', 'command_id']) as string;
    if (!(await this.commands.stop(toHexId(id)))) throw notFound();
    return { success: true };
  }

  @Get('bash_events/search')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiSearchBashEvents()
  async search(@QueryOf(BashEventSearchQuery) query: BashEventSearchQuery): Promise<string> {
    const { items, nextPageId = null } = await this.commands.log.store.search(toBashQuery(query));
    return `{"items":[${items.map(({ json }) => json).join(',')}],"next_page_id":${JSON.stringify(nextPageId)}}`;
  }

  @Get('bash_events/:event_id')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiGetBashEvent()
  async get(@Param('event_id') id: string): Promise<string> {
    const event = await this.commands.log.store.find(id);
    if (!event) throw notFound();
    return event.json;
  }

  // Nest takes one of the slashes away. Without any, the path is that of the DELETE.
  @Get('bash_events//')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiBatchGetBashEvents()
  async getAll(@Req() request: FastifyRequest): Promise<string> {
    const ids = parseSchema(BASH_EVENT_IDS, await readGetBody(request), ['body']) as string[];
    const events: string[] = [];
    for (const id of ids) events.push((await this.commands.log.store.find(id))?.json ?? 'null');
    return `[${events.join(',')}]`;
  }

  @Delete('bash_events')
  @ApiClearBashEvents()
  async clear(): Promise<Record<'cleared_count', number>> {
    return { cleared_count: await this.commands.log.clear() };
  }
}

function notFound(): HttpProblem {
  return new HttpProblem(404, { detail: 'Not Found' });
}
