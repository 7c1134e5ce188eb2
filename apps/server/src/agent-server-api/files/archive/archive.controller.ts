import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiArchiveDirectory, ArchiveQuery } from '@openhands-nest/contracts/agent-server';
import { absolutePath } from '../../../http/absolute-path.js';
import { QueryOf } from '../../../http/query.decorator.js';
import { onAgentServer } from '../../../surfaces.js';
import { sendArchive } from './send-archive.js';

/** Whole directories, to be kept elsewhere. */
@Controller(onAgentServer('api/file/archive'))
export class ArchiveController {
  @Get()
  @ApiArchiveDirectory()
  async archive(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @QueryOf(ArchiveQuery) query: ArchiveQuery,
  ): Promise<void> {
    await sendArchive(request, reply, absolutePath(query.path), query);
  }
}
