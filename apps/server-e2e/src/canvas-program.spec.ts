import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

const APP = '/api/canvas-extensions/installed/curious';
/** A program that counts its starts, and tries what it must not. */
const PROGRAM = `
import { createServer } from 'node:http';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
const [port, data, ownFolder] = process.argv.slice(2);
const outcome = (attempt) => { try { return attempt(), 'done' } catch (error) { return error.code } };
appendFileSync(data + '/starts', '.');
createServer(async ({ url }, response) => {
  if (url === '/health') return response.end('ok');
  const [, server] = url.split('/');
  response.end(JSON.stringify({
    starts: readFileSync(data + '/starts', 'utf8').length,
    secret: outcome(() => readFileSync(data + '/../../secret-key')),
    itself: outcome(() => writeFileSync(ownFolder + '/run', 'changed')),
    extension: outcome(() => writeFileSync('index.js', 'changed')),
    server: (await fetch('http://127.0.0.1:' + server + '/api/conversations/search')).status,
  }));
}).listen(Number(port), '127.0.0.1');
`;

interface Status {
  readonly state: string;
  readonly revision: string;
  readonly prepared_revision: string | null;
  readonly port: number;
}

let stage: Stage;
afterEach(() => stage.strike());

/** An extension with the program above, in a folder of the server's machine. */
async function writeExtension(directory: string): Promise<void> {
  const program = join(directory, 'program');
  await mkdir(program, { recursive: true });
  await writeFile(join(program, 'program.mjs'), PROGRAM);
  await writeFile(join(program, 'run'), `#!/bin/sh\nexec '${process.execPath}' "$(dirname "$0")/program.mjs" "$@"\n`);
  await chmod(join(program, 'run'), 0o755);
  const archive = join(directory, 'program.tar.gz');
  await promisify(execFile)('tar', ['-czf', archive, '-C', program, '.']);
  const sha256 = createHash('sha256')
    .update(await readFile(archive))
    .digest('hex');
  const artifact = { path: 'program.tar.gz', sha256 };
  const backend = {
    schema_version: 1,
    artifacts: { 'linux-amd64': artifact, 'linux-arm64': artifact },
    argv: ['{artifact_dir}/run', '{port}', '{data_dir}', '{artifact_dir}'],
  };
  const names = { name: 'curious', display_name: 'Curious', version: '1.0.0', entrypoint: 'index.js' };
  await writeFile(join(directory, 'index.js'), 'export function activate() {}');
  await writeFile(join(directory, 'canvas-extension.json'), JSON.stringify({ schema_version: 1, ...names, backend }));
}

async function ask<T = Status>(server: ServerProcess, method: string, path: string, body?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(server.agentServerUrl + path, request);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

/** What the program could do, with its own files and to the server. */
async function tried(server: ServerProcess, port: number): Promise<object> {
  const { port: ofServer } = new URL(server.agentServerUrl);
  return (await (await fetch(`http://127.0.0.1:${port}/${ofServer}`)).json()) as object;
}

async function isReachable(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    () => true,
    () => false,
  );
}

describe('the program of an extension', () => {
  it('is confined, dies with the server, and can be started again by the next', async () => {
    stage = await Stage.set();
    await writeExtension(join(stage.directory, 'curious'));
    // Node may lie where a jail has files of its own.
    const readable = { SANDBOX_READ_PATHS: dirname(process.execPath) };
    const first = await stage.startServer(readable);
    await ask(first, 'POST', '/api/canvas-extensions/install', { source: join(stage.directory, 'curious') });
    const { revision } = await ask(first, 'GET', `${APP}/backend`);
    await ask(first, 'POST', `${APP}/backend/prepare`, { revision });
    const { state, port } = await ask(first, 'POST', `${APP}/backend/start`, { revision });
    expect(state).toBe('ready');

    const seen = await tried(first, port);
    expect(seen).toMatchObject({ starts: 1 });
    if (first.isolation === 'bwrap')
      expect(seen).toEqual({ starts: 1, secret: 'ENOENT', itself: 'EROFS', extension: 'EROFS', server: 403 });

    await first.stop('SIGKILL');
    const second = await stage.startServer(readable);
    expect(await isReachable(port)).toBe(false);
    expect(await ask(second, 'GET', `${APP}/backend`)).toMatchObject({ state: 'stopped', prepared_revision: revision });
    const again = await ask(second, 'POST', `${APP}/backend/start`, { revision });
    expect(await tried(second, again.port)).toMatchObject({ starts: 2 });
    await second.stop();
    expect(await isReachable(again.port)).toBe(false);
  });
});
