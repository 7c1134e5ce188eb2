import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ArchiveQuery } from '@openhands-nest/contracts/agent-server';
import { attachment } from '../../../http/files/content-disposition.js';
import { sendFile } from '../../../http/files/send-file.js';
import { refusedByGit } from '../../git/refused-by-git.js';
import { requireDirectory } from '../require-directory.js';
import { createArchive } from './create-archive.js';

/** Answers with an archive of a directory. @param within the only directory whose repositories count. @throws HttpProblem */
export async function sendArchive(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  query: ArchiveQuery,
  within?: string,
): Promise<void> {
  await requireDirectory(path);
  const { file, name, contentType, headers } = await createArchive(path, query, within).catch(refusedByGit);
  reply.headers(headers).type(contentType).header('content-disposition', attachment(name));
  await sendFile(request, reply, file);
}
