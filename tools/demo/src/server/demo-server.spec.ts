import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DemoServer } from './demo-server.js';
import { readReadyLine } from './ready-line.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'demo-server-'));
});
afterEach(() => rm(directory, { recursive: true }));

const READY = '{"ready":true,"appUrl":"http://127.0.0.1:1","isolation":"local"}';
const NEVER = new AbortController().signal;

async function serverThat(source: string): Promise<DemoServer> {
  const file = join(directory, 'server.mjs');
  await writeFile(file, source);
  return new DemoServer({ file, dataDirectory: directory, sessionKey: 'key' });
}

describe('the line of a server that is ready', () => {
  it('is found among the others', () => {
    expect(readReadyLine('OpenHands API  http://127.0.0.1:1')).toBeUndefined();
    expect(readReadyLine('{ not json')).toBeUndefined();
    expect(readReadyLine('{"ready":false}')).toBeUndefined();
    expect(readReadyLine(READY)).toEqual({ appUrl: 'http://127.0.0.1:1', isolation: 'local' });
  });
});

describe('the server of the demo', () => {
  it('gets a key and free ports, and no model', async () => {
    process.env['LLM_MODEL'] = 'costly';
    const server = await serverThat(`
      const { PORT, SESSION_API_KEY, LLM_MODEL } = process.env;
      console.log(JSON.stringify({ ready: true, appUrl: [PORT, SESSION_API_KEY, LLM_MODEL ?? 'none'].join(), isolation: 'local' }));
      setInterval(() => {}, 1e6);`);
    delete process.env['LLM_MODEL'];

    expect((await server.ready(NEVER)).appUrl).toBe('0,key,none');
    await server.stop();
    expect(server.died.aborted).toBe(false);
  });

  it('that cannot start tells why', async () => {
    const server = await serverThat(`console.error('Port 1 is in use.'); process.exitCode = 1;`);
    await expect(server.ready(NEVER)).rejects.toThrow(/Port 1 is in use/);
  });

  it('that ends by itself makes it known', async () => {
    const server = await serverThat(`console.log('${READY}');`);
    await server.ready(NEVER);
    if (!server.died.aborted) await once(server.died, 'abort');
    expect((server.died.reason as Error).message).toMatch(/ended/);
  });

  it('is not waited for once the person has had enough', async () => {
    const interruption = new AbortController();
    const server = await serverThat('setInterval(() => {}, 1e6);');
    const ready = server.ready(interruption.signal);
    interruption.abort(new Error('Interrupted.'));
    await expect(ready).rejects.toThrow('Interrupted.');
    await server.stop();
  });
});
