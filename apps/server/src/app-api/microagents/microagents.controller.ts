import { Controller, Get, Inject } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiGetMicroagents,
  ApiGetRememberPrompt,
  RememberPromptQuery,
  type ConversationMicroagents,
  type RememberPrompt,
} from '@openhands-nest/contracts/app';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { QueryOf } from '../../http/query.decorator.js';
import { ENGINE } from '../../tokens.js';
import { foundView } from '../conversations/found-view.js';
import { KnownMicroagents } from './known-microagents.service.js';
import { Remembering } from './remembering.service.js';

/** What the agent of a conversation knows, and what it should know from now on. */
@Controller('api/conversations/:conversation_id')
export class MicroagentsController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly known: KnownMicroagents,
    private readonly remembering: Remembering,
  ) {}

  @Get('microagents')
  @ApiGetMicroagents()
  async microagents(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
  ): Promise<ConversationMicroagents> {
    return { microagents: await this.known.of(await foundView(this.engine, id, given)) };
  }

  @Get('remember-prompt')
  @ApiGetRememberPrompt()
  async rememberPrompt(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @QueryOf(RememberPromptQuery) { event_id: eventId }: RememberPromptQuery,
  ): Promise<RememberPrompt> {
    const { record } = await foundView(this.engine, id, given);
    return { status: 'success', prompt: await this.remembering.promptFor(record, eventId) };
  }
}
