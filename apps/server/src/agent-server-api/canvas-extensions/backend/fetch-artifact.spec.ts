import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fetchArtifact } from './fetch-artifact.js';

const CONTENT = Buffer.from('an archive');
const sha256 = createHash('sha256').update(CONTENT).digest('hex');
/** Tests have no certificate. */
const protocols = ['http:'];

let folder: string;
let host: Server;
let origin: string;
let answer: RequestListener;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetch-artifact-'));
  host = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
  await once(host, 'listening');
  origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});
afterEach(async () => {
  host.closeAllConnections();
  host.close();
  await rm(folder, { recursive: true, force: true });
});

async function fetched(limits: object = { protocols }): Promise<Buffer> {
  const file = join(folder, 'archive');
  await fetchArtifact({ url: `${origin}/program.tar.gz`, sha256 }, file, limits);
  return readFile(file);
}

describe('fetchArtifact', () => {
  it('follows redirects to the archive', async () => {
    answer = ({ url }, response) => {
      if (url === '/program.tar.gz') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.end(CONTENT);
    };
    expect(await fetched()).toEqual(CONTENT);
  });

  it('refuses another content, more of it than is allowed, and what is not there', async () => {
    answer = (_, response) => response.end('another archive');
    await expect(fetched()).rejects.toThrow('its SHA-256 differs');
    await rm(join(folder, 'archive'));
    await expect(fetched({ protocols, maxBytes: 5 })).rejects.toThrow('larger than 5 bytes');
    answer = (_, response) => response.writeHead(404).end();
    await expect(fetched()).rejects.toThrow('answers 404');
  });

  it('refuses to go where a manifest could not send it', async () => {
    answer = (_, response) => response.end(CONTENT);
    await expect(fetched({})).rejects.toThrow('use HTTPS');
    answer = (_, response) => response.writeHead(302, { location: origin.replace('//', '//me:word@') }).end();
    await expect(fetched()).rejects.toThrow('without user and password');
    answer = (_, response) => response.writeHead(302, { location: '/again' }).end();
    await expect(fetched()).rejects.toThrow('redirected more than 5 times');
  });

  it('says when nobody answers', async () => {
    answer = (_, response) => response.destroy();
    await expect(fetched()).rejects.toThrow('could not be fetched from 127.0.0.1');
  });
});
