import { Readable } from 'node:stream';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiDownloadTrajectory } from '@openhands-nest/contracts/agent-server';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { ConversationId } from '../../../http/conversation-id.decorator.js';
import { attachment } from '../../../http/files/content-disposition.js';
import { onAgentServer } from '../../../surfaces.js';
import { ENGINE } from '../../../tokens.js';
import { trajectoryEntries } from './trajectory-entries.js';
import { zipArchive } from './zip-archive.js';

/** All that happened in a conversation, to be kept elsewhere. */
@Controller(onAgentServer('api/file/download-trajectory'))
export class TrajectoryController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get(':conversation_id')
  @ApiDownloadTrajectory()
  async download(@ConversationId() conversationId: string, @Res() reply: FastifyReply): Promise<void> {
    const { record } = await this.engine.get(conversationId);
    reply.type('application/zip').header('content-disposition', attachment(`${toHexId(conversationId)}.zip`));
    await reply.send(Readable.from(zipArchive(trajectoryEntries(this.engine, record)), { objectMode: false }));
  }
}
