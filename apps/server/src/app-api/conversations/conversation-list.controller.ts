import { Controller, Get, Inject } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiSearchConversations,
  ConversationListQuery,
  type ConversationInfo,
  type ConversationInfoResultSet,
} from '@openhands-nest/contracts/app';
import { ServerConfig } from '../../config/server-config.js';
import { SessionKeys } from '../../http/access/session-keys.js';
import { QueryOf } from '../../http/query.decorator.js';
import { ENGINE } from '../../tokens.js';
import { toConversationInfo } from './conversation-info.js';
import { listConversations } from './list-conversations.js';

@Controller('api/conversations')
export class ConversationListController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly config: ServerConfig,
    private readonly keys: SessionKeys,
  ) {}

  @Get()
  @ApiSearchConversations()
  async list(@QueryOf(ConversationListQuery) query: ConversationListQuery): Promise<ConversationInfoResultSet> {
    const { records, nextPageId } = await listConversations(this.engine, query);
    const infos = await Promise.all(records.map(({ id }) => this.#infoOf(id)));
    return { results: infos.flatMap((info) => info ?? []), next_page_id: nextPageId ?? null };
  }

  /** Undefined when it was removed meanwhile. */
  async #infoOf(id: string): Promise<ConversationInfo | undefined> {
    const view = await this.engine.find(id);
    return view && toConversationInfo(view, { publicUrl: this.config.PUBLIC_URL, sessionKey: this.keys.keyFor(id) });
  }
}
