import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AgentServerApi } from './agent-server-api.js';
import { download, upload } from './file-transfer.js';

let server: Server;
afterEach(() => {
  server.close();
});

async function serving(answer: (request: IncomingMessage, body: Buffer) => Buffer | number): Promise<AgentServerApi> {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const said = answer(request, Buffer.concat(chunks));
      if (typeof said === 'number') response.writeHead(said).end();
      else response.end(said);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return new AgentServerApi(url, 'a key', { dataDirectory: '/nowhere' });
}

describe('a large file', () => {
  it('goes up as a form of exactly the size that was announced', async () => {
    let seen: { key: unknown; url: unknown; announced: number; size: number } | undefined;
    const api = await serving(({ headers, url }, body) => {
      const announced = Number(headers['content-length']);
      seen = { key: headers['x-session-api-key'], url, announced, size: body.length };
      return Buffer.from('{}');
    });
    await upload(api, '/a-file', 2);
    expect(seen).toMatchObject({ key: 'a key', url: '/api/file/upload?path=%2Fa-file', size: seen?.announced });
    expect(seen?.size).toBeGreaterThan(2 * 1024 * 1024);
  });

  it('comes down and is counted', async () => {
    const api = await serving(() => Buffer.alloc(70_000));
    expect(await download(api, '/a')).toBe(70_000);
  });

  it('says so when the server refuses it', async () => {
    const api = await serving(() => 404);
    await expect(download(api, '/a')).rejects.toThrow('404');
    await expect(upload(api, '/a', 1)).rejects.toThrow('404');
  });
});
