import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiBatchGetEvents, EVENT_IDS } from '@openhands-nest/contracts/agent-server';
import { parseSchema } from '@openhands-nest/contracts/schema';
import { readGetBody } from '../../http/body/read-get-body.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { onAgentServer } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import { completeEvent } from './complete-event.js';

/** Several events at once. 0.53 has a page of events under the same path, so this one is the Agent Server's alone. */
@Controller(onAgentServer('api/conversations/:conversation_id/events'))
export class EventBatchController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get()
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiBatchGetEvents()
  async getAll(@ConversationId() conversationId: string, @Req() request: FastifyRequest): Promise<string> {
    const ids = parseSchema(EVENT_IDS, await readGetBody(request), ['body']) as string[];
    const events = await this.engine.findEvents(conversationId, ids);
    return `[${events.map((event) => (event ? JSON.stringify(completeEvent(event.json)) : 'null')).join(',')}]`;
  }
}
