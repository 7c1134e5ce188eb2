import 'reflect-metadata';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';
import {
  allowedGaps,
  builtDocuments,
  committedDocuments,
  lowerAllowedGaps,
  PLANNED,
  servedDocument,
  writeDocuments,
} from './sources.js';

describe('files', () => {
  let folder: URL;
  beforeEach(() => {
    folder = pathToFileURL(`${mkdtempSync(join(tmpdir(), 'spec-check-'))}/`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads back what it has written', () => {
    const documents = { app: { openapi: '3.1.0' }, agentServer: { openapi: '3.1.0', servers: [] } };
    expect(committedDocuments(folder)).toEqual({});
    writeDocuments(documents, folder);
    expect(committedDocuments(folder)).toEqual(documents);
  });

  it('lowers the number of gaps and never raises it', () => {
    const file = new URL('known-gaps.json', folder);
    writeFileSync(file, '{"app":5,"agentServer":7}');
    lowerAllowedGaps({ app: 4, agentServer: 8 }, file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ app: 4, agentServer: 7 });
  });

  it('takes the documents from a built server', async () => {
    const bundle = new URL('openapi.mjs', folder);
    await expect(builtDocuments(bundle)).rejects.toThrow('not built');
    writeFileSync(
      bundle,
      'export const createDocuments = async () => ({ app: { a: undefined, b: 1 }, agentServer: {} });',
    );
    expect(await builtDocuments(bundle)).toStrictEqual({ app: { b: 1 }, agentServer: {} });
  });

  it('keeps the committed numbers of gaps equal to the lists', () => {
    expect(allowedGaps()).toEqual({ app: PLANNED.app.length, agentServer: PLANNED.agentServer.length });
  });
});

describe('a running server', () => {
  let server: Server;
  let origin: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === '/prefix/openapi.json' || request.url === '/openapi.json' ? 200 : 404;
      response.end(JSON.stringify({ shownAt: request.url }));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  it('is asked for its document, below a prefix too', async () => {
    expect(await servedDocument(origin)).toEqual({ shownAt: '/openapi.json' });
    expect(await servedDocument(`${origin}/prefix`)).toEqual({ shownAt: '/prefix/openapi.json' });
  });

  it('gives a sentence when it has none or does not answer', async () => {
    await expect(servedDocument(`${origin}/other`)).rejects.toThrow('answered 404');
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await expect(servedDocument(origin)).rejects.toThrow('is the server running?');
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
});

describe('options', () => {
  it('are read from the command line', () => {
    expect(readOptions([])).toEqual({ write: false });
    expect(readOptions(['--url', 'http://a', '--agent-server-url', 'http://b'])).toEqual({
      write: false,
      url: 'http://a',
      agentServerUrl: 'http://b',
    });
    expect(() => readOptions(['--write', '--url', 'http://a'])).toThrow('leave out the URLs');
    expect(() => readOptions(['--other'])).toThrow("Unknown option '--other'");
  });
});
