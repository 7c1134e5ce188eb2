import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { attachment } from '../../../http/files/content-disposition.js';
import { trajectoryEntries } from './trajectory-entries.js';
import { zipArchive } from './zip-archive.js';

/** Answers with all that happened in a conversation. @throws ConversationNotFoundError */
export async function sendTrajectory(engine: Engine, conversationId: string, reply: FastifyReply): Promise<void> {
  const { record } = await engine.get(conversationId);
  reply.type('application/zip').header('content-disposition', attachment(`${toHexId(conversationId)}.zip`));
  await reply.send(Readable.from(zipArchive(trajectoryEntries(engine, record)), { objectMode: false }));
}
