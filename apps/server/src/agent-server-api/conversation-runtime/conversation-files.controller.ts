import { basename, relative } from 'node:path';
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiArchiveDirectory,
  ApiCreateDirectory,
  ApiDownloadFile,
  ApiDownloadTrajectory,
  ApiUploadFile,
  ArchiveQuery,
  DirectoryQuery,
  FileQuery,
  type FileUploadResult,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { readFormFile } from '../../http/body/read-form-file.js';
import { STREAMS_BODY } from '../../http/body/streamed-body.js';
import { RuntimeConversationId } from '../../http/conversation-id.decorator.js';
import { attachment } from '../../http/files/content-disposition.js';
import { sendFile } from '../../http/files/send-file.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import { sendArchive } from '../files/archive/send-archive.js';
import { refusedBySystem } from '../files/file-refusals.js';
import { sendTrajectory } from '../files/trajectory/send-trajectory.js';
import { openFileBelow } from '../workspace/open-workspace-file.js';
import { ConversationPlace } from './conversation-place.js';
import { makeDirectoryInside, writeUploadInside } from './write-inside.js';

const SCOPE = 'conversation';

/** Files in the directory of a conversation, by their absolute paths. */
@Controller(onBothSurfaces('api/conversations/:runtime_conversation_id/file'))
export class ConversationFilesController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly place: ConversationPlace,
  ) {}

  @Post('upload')
  @HttpCode(200)
  @RouteConfig({ [STREAMS_BODY]: true })
  @ApiUploadFile(SCOPE)
  async upload(
    @RuntimeConversationId() id: string,
    @Req() request: FastifyRequest,
    @QueryOf(FileQuery) query: FileQuery,
  ): Promise<FileUploadResult> {
    const target = await this.place.enclose(id, query.path);
    const size = await readFormFile(request.body, 'file', (content) => writeUploadInside(target, content));
    return { success: true, file_size: size };
  }

  @Get('download')
  @ApiDownloadFile(SCOPE)
  async download(
    @RuntimeConversationId() id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @QueryOf(FileQuery) query: FileQuery,
  ): Promise<void> {
    const { root, path } = await this.place.enclose(id, query.path);
    const file = await openFileBelow(root, relative(root, path)).catch(refusedBySystem('File not found'));
    if (file === undefined) throw new HttpProblem(400, { detail: 'Path is not a file' });
    reply.type('application/octet-stream').header('content-disposition', attachment(basename(path)));
    await sendFile(request, reply, file);
  }

  @Post('create_directory')
  @HttpCode(200)
  @ApiCreateDirectory(SCOPE)
  async createDirectory(
    @RuntimeConversationId() id: string,
    @QueryOf(DirectoryQuery) query: DirectoryQuery,
  ): Promise<Success> {
    await makeDirectoryInside(await this.place.enclose(id, query.path));
    return { success: true };
  }

  @Get('archive')
  @ApiArchiveDirectory(SCOPE)
  async archive(
    @RuntimeConversationId() id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @QueryOf(ArchiveQuery) query: ArchiveQuery,
  ): Promise<void> {
    const { root, path } = await this.place.enclose(id, query.path);
    await sendArchive(request, reply, path, query, root);
  }

  @Get('download-trajectory/:conversation_id')
  @ApiDownloadTrajectory(SCOPE)
  async trajectory(
    @RuntimeConversationId() id: string,
    @Param('conversation_id') given: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (parseConversationId(given) !== id)
      throw new HttpProblem(422, { detail: 'Trajectory must belong to the selected conversation' });
    await sendTrajectory(this.engine, id, reply);
  }
}
