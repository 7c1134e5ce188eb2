import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AgentServerApi } from './agent-server-api.js';

const MIB = 1024 * 1024;
const BOUNDARY = 'boundary-of-the-bench';
const HEAD = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="large.bin"',
  'Content-Type: application/octet-stream',
  '',
  '',
].join('\r\n');
const TAIL = `\r\n--${BOUNDARY}--\r\n`;

/** Uploads a file of so many MiB that nobody had to write before. @throws Error when the server refuses it */
export async function upload(api: AgentServerApi, path: string, mebibytes: number): Promise<void> {
  const outgoing = request(fileUrl(api, 'upload', path), {
    method: 'POST',
    headers: {
      ...api.headers,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': HEAD.length + mebibytes * MIB + TAIL.length,
    },
  });
  const answer = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  const [, [response]] = await Promise.all([pipeline(Readable.from(formOf(mebibytes)), outgoing), answer]);
  response.resume();
  if (response.statusCode !== 200) throw new Error(`The upload was answered with ${response.statusCode}.`);
}

/** Downloads a file and counts its bytes. @throws Error when the server refuses it */
export async function download(api: AgentServerApi, path: string): Promise<number> {
  const outgoing = request(fileUrl(api, 'download', path), { headers: api.headers }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`The download was answered with ${response.statusCode}.`);
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
}

function fileUrl(api: AgentServerApi, operation: string, path: string): URL {
  const url = new URL(`/api/file/${operation}`, api.url);
  url.searchParams.set('path', path);
  return url;
}

function* formOf(mebibytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(MIB, 'a file of the bench ');
  yield Buffer.from(HEAD);
  for (let sent = 0; sent < mebibytes; sent += 1) yield piece;
  yield Buffer.from(TAIL);
}
