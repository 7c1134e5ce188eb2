import { Controller, Delete, Header, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import { ConversationNotFoundError } from '@openhands-nest/agent-ports';
import {
  ApiDeleteConversation,
  ApiStopConversation,
  ApiUpdateConversation,
  UpdateConversationRequest,
  type ConversationResponse,
} from '@openhands-nest/contracts/app';
import { ConversationStatus } from '@openhands-nest/contracts/vocabulary';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { HttpProblem } from '../../http/problems.js';
import { ENGINE } from '../../tokens.js';
import { ConversationRooms } from '../socket/conversation-rooms.js';

/** Stopping, naming and removing a conversation. */
@Controller('api/conversations/:conversation_id')
export class ConversationLifeController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly rooms: ConversationRooms,
  ) {}

  /** Answers with the status before; a conversation that does not exist counts as stopped. */
  @Post('stop')
  @HttpCode(200)
  @ApiStopConversation()
  async stop(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
  ): Promise<ConversationResponse> {
    const view = id === undefined ? undefined : await this.engine.find(id);
    if (!view || view.status === ConversationStatus.Stopped) {
      return stopped(given, 'The conversation was not running.', ConversationStatus.Stopped);
    }
    this.rooms.disconnect(view.record.id);
    await this.engine.stop(view.record.id);
    return stopped(given, 'The conversation was stopped.', view.status);
  }

  /** JSON text, since a bare boolean would leave as text. */
  @Patch()
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiUpdateConversation()
  async update(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @JsonBody(UpdateConversationRequest) { title }: UpdateConversationRequest,
  ): Promise<string> {
    try {
      if (id === undefined) throw new ConversationNotFoundError(given);
      await this.engine.change(id, { title: title.trim() });
      this.rooms.announceTitle(id, title.trim());
      return 'true';
    } catch (error) {
      if (!(error instanceof ConversationNotFoundError)) throw error;
      throw new HttpProblem(404, { status: 'error', message: error.message, msg_id: 'CONVERSATION$NOT_FOUND' });
    }
  }

  @Delete()
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiDeleteConversation()
  async delete(@PossibleConversationId() id: string | undefined): Promise<string> {
    return String(id !== undefined && (await this.engine.delete(id)));
  }
}

function stopped(id: string, message: string, before: ConversationStatus): ConversationResponse {
  return { status: 'ok', conversation_id: id, message, conversation_status: before };
}
