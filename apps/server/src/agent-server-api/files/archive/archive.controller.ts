import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiArchiveDirectory, ArchiveQuery } from '@openhands-nest/contracts/agent-server';
import { absolutePath } from '../../../http/absolute-path.js';
import { attachment } from '../../../http/files/content-disposition.js';
import { sendFile } from '../../../http/files/send-file.js';
import { QueryOf } from '../../../http/query.decorator.js';
import { onAgentServer } from '../../../surfaces.js';
import { refusedByGit } from '../../git/refused-by-git.js';
import { requireDirectory } from '../require-directory.js';
import { createArchive } from './create-archive.js';

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
    const path = absolutePath(query.path);
    await requireDirectory(path);
    const { file, name, contentType, headers } = await createArchive(path, query).catch(refusedByGit);
    reply.headers(headers).type(contentType).header('content-disposition', attachment(name));
    await sendFile(request, reply, file);
  }
}
