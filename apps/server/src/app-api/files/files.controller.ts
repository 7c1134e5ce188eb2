import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ApiListFiles,
  ApiSelectFile,
  ApiUploadFiles,
  ApiZipDirectory,
  ListFilesQuery,
  SelectFileQuery,
  type FileText,
  type POSTUploadFilesModel,
  type SkippedFile,
} from '@openhands-nest/contracts/app';
import { writeUploadInside } from '../../agent-server-api/conversation-runtime/write-inside.js';
import { zipArchive } from '../../agent-server-api/files/trajectory/zip-archive.js';
import { readFormFiles } from '../../http/body/read-form-file.js';
import { STREAMS_BODY } from '../../http/body/streamed-body.js';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { attachment } from '../../http/files/content-disposition.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { AppWorkspace } from './app-workspace.js';
import { listEntries } from './list-entries.js';
import { readText } from './read-text.js';
import { uploadName } from './upload-name.js';
import { workspaceEntries } from './workspace-zip.js';

/** Files of a conversation's workspace, and of nothing else. */
@Controller('api/conversations/:conversation_id')
export class AppFilesController {
  constructor(private readonly workspace: AppWorkspace) {}

  @Get('list-files')
  @ApiListFiles()
  async list(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @QueryOf(ListFilesQuery) { path }: ListFilesQuery,
  ): Promise<string[]> {
    return listEntries(await this.workspace.rootOf(id, given), path ?? undefined);
  }

  @Get('select-file')
  @ApiSelectFile()
  async select(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @QueryOf(SelectFileQuery) { file }: SelectFileQuery,
  ): Promise<FileText> {
    return { code: await readText(await this.workspace.rootOf(id, given), file) };
  }

  @Get('zip-directory')
  @ApiZipDirectory()
  async zip(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const entries = await workspaceEntries(await this.workspace.rootOf(id, given));
    reply.type('application/zip').header('content-disposition', attachment('workspace.zip'));
    await reply.send(Readable.from(zipArchive(entries), { objectMode: false }));
  }

  @Post('upload-files')
  @HttpCode(200)
  @RouteConfig({ [STREAMS_BODY]: true })
  @ApiUploadFiles()
  async upload(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @Req() request: FastifyRequest,
  ): Promise<POSTUploadFilesModel> {
    const root = await this.workspace.rootOf(id, given);
    const outcomes = await readFormFiles(request.body, 'files', (content, name) => keep(root, name, content));
    return {
      uploaded_files: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [outcome] : [])),
      skipped_files: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome])),
    };
  }
}

/** Answers where the file is now, or why it is not kept. */
async function keep(root: string, given: string, content: Readable): Promise<string | SkippedFile> {
  const named = uploadName(given);
  if ('reason' in named) return skipped(given, named.reason, content);
  const path = join(root, named.name);
  try {
    await writeUploadInside({ root, path }, content);
    return path;
  } catch (error) {
    // What this name stands for there is no reason to refuse the others.
    if (error instanceof HttpProblem && error.status === 400) return skipped(given, error.message, content);
    throw error;
  }
}

function skipped(given: string, reason: string, content: Readable): SkippedFile {
  content.resume();
  return { name: given.slice(0, 255), reason };
}
