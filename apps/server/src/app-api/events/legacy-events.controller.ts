import { Readable } from 'node:stream';
import { Controller, Get, Inject, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiGetTrajectory,
  ApiSearchLegacyEvents,
  EventFilter,
  EventListQuery,
  type EventListPage,
} from '@openhands-nest/contracts/app';
import { parseValue } from '@openhands-nest/contracts/schema';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { readGetBody } from '../../http/body/read-get-body.js';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { ENGINE } from '../../tokens.js';
import { foundView } from '../conversations/found-view.js';
import { exportedEvent } from './exported-event.js';
import { legacyLog } from './legacy-log.js';
import { legacyPage } from './legacy-page.js';
import type { LegacyEvent } from './projection/legacy-event.js';

/** A conversation's events in the form of 0.53. */
@Controller('api/conversations/:conversation_id')
export class LegacyEventsController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get('events')
  @ApiSearchLegacyEvents()
  async search(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @QueryOf(EventListQuery) query: EventListQuery,
    @Req() request: FastifyRequest,
  ): Promise<EventListPage> {
    const filter = parseValue(EventFilter, (await readGetBody(request)) ?? {}, ['body']);
    if (query.limit < 0 || query.limit > Limits.EVENTS_PAGE) throw new HttpProblem(400, { detail: 'Invalid limit' });
    const { record } = await foundView(this.engine, id, given);
    const { events, hasMore } = await legacyPage(legacyLog(this.engine, record, query.start_id), query, filter);
    return { events: events as unknown as Record<string, unknown>[], has_more: hasMore };
  }

  /** Sent piece by piece: a log may be far larger than what should be in memory at once. */
  @Get('trajectory')
  @ApiGetTrajectory()
  async trajectory(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
  ): Promise<StreamableFile> {
    const { record } = await foundView(this.engine, id, given);
    return new StreamableFile(Readable.from(trajectoryText(legacyLog(this.engine, record)), { objectMode: false }), {
      type: JSON_CONTENT_TYPE,
    });
  }
}

async function* trajectoryText(log: AsyncIterable<LegacyEvent>): AsyncGenerator<string> {
  let lead = '{"trajectory":[';
  for await (const event of log) {
    yield lead + JSON.stringify(exportedEvent(event));
    lead = ',';
  }
  yield ']}';
}
