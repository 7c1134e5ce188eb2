import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseRange, type ByteRange } from './byte-range.js';
import type { ServedFile } from './served-file.js';

/** Answers with a file or the asked-for range of it, piece by piece, and closes it. Headers of its own are set before. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: ServedFile): Promise<void> {
  const { size, modifiedAt } = file;
  const etag = `"${size.toString(16)}-${modifiedAt.getTime().toString(16)}"`;
  reply.header('accept-ranges', 'bytes').header('etag', etag).header('last-modified', modifiedAt.toUTCString());
  const range = rangeFor(request, file, etag);
  if (range === 'unsatisfiable') return refuseRange(reply, file);
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
  await sendBytes(reply, file, range ?? { start: 0, end: size - 1 });
}

/** Whoever has the beginning of another version needs all of this one. */
function rangeFor(
  { headers }: FastifyRequest,
  { size, modifiedAt }: ServedFile,
  etag: string,
): ReturnType<typeof parseRange> {
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== etag && condition !== modifiedAt.toUTCString()) return undefined;
  return parseRange(headers.range, size);
}

async function refuseRange(reply: FastifyReply, { handle, size }: ServedFile): Promise<void> {
  await handle.close();
  reply.removeHeader('content-disposition').header('content-range', `bytes */${size}`).type('application/json');
  await reply.code(416).send({ detail: `The file has ${size} bytes; the range lies outside of them.` });
}

async function sendBytes(reply: FastifyReply, { handle }: ServedFile, { start, end }: ByteRange): Promise<void> {
  const length = end - start + 1;
  reply.header('content-length', length);
  if (length === 0 || reply.request.method === 'HEAD') {
    await handle.close();
    // A stream keeps the announced length, which is what a HEAD is about.
    await reply.send(Readable.from([]));
    return;
  }
  await reply.send(handle.createReadStream({ start, end }));
}
