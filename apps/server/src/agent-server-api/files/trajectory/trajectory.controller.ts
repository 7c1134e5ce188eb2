import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiDownloadTrajectory } from '@openhands-nest/contracts/agent-server';
import { ConversationId } from '../../../http/conversation-id.decorator.js';
import { onAgentServer } from '../../../surfaces.js';
import { ENGINE } from '../../../tokens.js';
import { sendTrajectory } from './send-trajectory.js';

/** All that happened in a conversation, to be kept elsewhere. */
@Controller(onAgentServer('api/file/download-trajectory'))
export class TrajectoryController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get(':conversation_id')
  @ApiDownloadTrajectory()
  async download(@ConversationId() conversationId: string, @Res() reply: FastifyReply): Promise<void> {
    await sendTrajectory(this.engine, conversationId, reply);
  }
}
