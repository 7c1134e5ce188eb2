import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiCountEvents,
  ApiGetEvent,
  ApiSearchEvents,
  ApiSendMessage,
  SendMessageRequest,
} from '@openhands-nest/contracts/agent-server';
import { parseValue, type Success } from '@openhands-nest/contracts/schema';
import { carryOut } from '../../app-api/socket/carry-out.js';
import { readClientAction } from '../../app-api/socket/client-action.js';
import { JsonObjectBody } from '../../http/body/json-body.decorator.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import { completeEvent } from './complete-event.js';
import { toCountQuery, toPageQuery, type QueryParameters } from './event-query.js';
import { toSendMessage } from './send-message.js';

/** Messages to a conversation, in the form of either API, and queries over its events. Events leave as the text in which they are stored. */
@Controller(onBothSurfaces('api/conversations/:conversation_id/events'))
export class EventsController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Post()
  @HttpCode(200)
  @ApiSendMessage()
  async send(
    @ConversationId() conversationId: string,
    @JsonObjectBody() body: Readonly<Record<string, unknown>>,
  ): Promise<Success> {
    if (isClientAction(body)) await carryOut(this.engine, conversationId, readClientAction(body));
    else await this.engine.send(conversationId, toSendMessage(parseValue(SendMessageRequest, body, ['body'])));
    return { success: true };
  }

  @Get('search')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiSearchEvents()
  async search(@ConversationId() conversationId: string, @Query() parameters: QueryParameters): Promise<string> {
    const query = toPageQuery(conversationId, parameters);
    if (query === undefined) return pageJson(await this.#empty(conversationId));
    const { items, nextPageId } = await this.engine.searchEvents(query);
    return pageJson({ items: items.map(({ json }) => json), nextPageId });
  }

  @Get('count')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiCountEvents()
  async count(@ConversationId() conversationId: string, @Query() parameters: QueryParameters): Promise<string> {
    const query = toCountQuery(conversationId, parameters);
    if (query === undefined) return String((await this.#empty(conversationId)).items.length);
    return String(await this.engine.countEvents(query));
  }

  @Get(':event_id')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiGetEvent()
  async get(@ConversationId() conversationId: string, @Param() { event_id: eventId }: EventParams): Promise<string> {
    const { json } = await this.engine.getEvent(conversationId, eventId);
    return JSON.stringify(completeEvent(json));
  }

  /** Of a query that no event can meet; the conversation must exist all the same. */
  async #empty(conversationId: string): Promise<Page> {
    await this.engine.get(conversationId);
    return { items: [] };
  }
}

/** Clients of 0.53 post what they would send over their socket. */
function isClientAction(body: Readonly<Record<string, unknown>>): boolean {
  return typeof body.action === 'string' && !('content' in body);
}

interface EventParams {
  readonly event_id: string;
}

interface Page {
  /** Events as JSON text. */
  readonly items: readonly string[];
  readonly nextPageId?: string | undefined;
}

function pageJson({ items, nextPageId }: Page): string {
  return `{"items":[${items.join(',')}],"next_page_id":${JSON.stringify(nextPageId ?? null)}}`;
}
