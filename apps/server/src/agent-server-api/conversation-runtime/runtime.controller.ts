import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiGetConversationRuntime,
  ApiReprovisionConversationRuntime,
  type ConversationRuntimeInfo,
} from '@openhands-nest/contracts/agent-server';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import { runtimeInfo } from './runtime-info.js';

/** What a conversation runs in: a directory of this machine, with a jail around it where that works. */
@Controller(onBothSurfaces('api/conversations/:conversation_id/runtime'))
export class ConversationRuntimeController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get()
  @ApiGetConversationRuntime()
  async get(@ConversationId() id: string): Promise<ConversationRuntimeInfo> {
    return runtimeInfo(await this.engine.get(id));
  }

  @Post('reprovision')
  @HttpCode(200)
  @ApiReprovisionConversationRuntime()
  async reprovision(@ConversationId() id: string): Promise<ConversationRuntimeInfo> {
    return runtimeInfo(await this.engine.start(id));
  }
}
