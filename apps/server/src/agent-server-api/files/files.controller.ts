import { basename } from 'node:path';
import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ApiCreateDirectory,
  ApiDownloadFile,
  ApiHomeDirectory,
  ApiSearchSubdirs,
  ApiUploadFile,
  DirectoryQuery,
  FileQuery,
  HomeQuery,
  SubdirectoryQuery,
  type FileUploadResult,
  type HomeResponse,
  type SubdirectoryPage,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { absolutePath } from '../../http/absolute-path.js';
import { readFormFile } from '../../http/body/read-form-file.js';
import { STREAMS_BODY } from '../../http/body/streamed-body.js';
import { attachment } from '../../http/files/content-disposition.js';
import { sendFile } from '../../http/files/send-file.js';
import { openServedFile } from '../../http/files/served-file.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { createDirectory } from './create-directory.js';
import { refusedBySystem } from './file-refusals.js';
import { describeHome, searchSubdirectories } from './subdirectories.js';
import { writeUpload } from './upload-file.js';

/** Files of the machine, with the rights of the server: whoever has its key may read and write all that it may. */
@Controller(onAgentServer('api/file'))
export class FilesController {
  @Post('upload')
  @HttpCode(200)
  @RouteConfig({ [STREAMS_BODY]: true })
  @ApiUploadFile()
  async upload(@Req() request: FastifyRequest, @QueryOf(FileQuery) query: FileQuery): Promise<FileUploadResult> {
    const path = absolutePath(query.path);
    const size = await readFormFile(request.body, 'file', (content) => writeUpload(path, content));
    return { success: true, file_size: size };
  }

  @Get('download')
  @ApiDownloadFile()
  async download(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @QueryOf(FileQuery) query: FileQuery,
  ): Promise<void> {
    const path = absolutePath(query.path);
    const file = await openServedFile(path).catch(refusedBySystem('File not found'));
    if (file === undefined) throw new HttpProblem(400, { detail: 'Path is not a file' });
    reply.type('application/octet-stream').header('content-disposition', attachment(basename(path)));
    await sendFile(request, reply, file);
  }

  @Get('home')
  @ApiHomeDirectory()
  home(@QueryOf(HomeQuery) query: HomeQuery): Promise<HomeResponse> {
    return describeHome(query);
  }

  @Get('search_subdirs')
  @ApiSearchSubdirs()
  searchSubdirs(@QueryOf(SubdirectoryQuery) query: SubdirectoryQuery): Promise<SubdirectoryPage> {
    return searchSubdirectories(absolutePath(query.path), query);
  }

  @Post('create_directory')
  @HttpCode(200)
  @ApiCreateDirectory()
  async createDirectory(@QueryOf(DirectoryQuery) { path }: DirectoryQuery): Promise<Success> {
    await createDirectory(absolutePath(path));
    return { success: true };
  }
}
