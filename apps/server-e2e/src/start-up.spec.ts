import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

describe('start-up', () => {
  it('says what works without a model and how to set one, and ends in order', async () => {
    stage = await Stage.set();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = await stage.startServer();
      await stage.clientOf(server).newConversation();
      const started = performance.now();
      const { code, output } = await server.stop(signal);
      expect(code).toBe(0);
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(output).toContain('LLM_MODEL');
    }
  });

  it('says goodbye to its readers when it ends', async () => {
    stage = await Stage.set();
    const server = await stage.startServer();
    const { conversation_id: id } = await stage.clientOf(server).newConversation();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sockets/events/${id}`);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    expect((await server.stop()).code).toBe(0);
    expect((await closed)[0]).toBe(1001);
  });

  it('refuses a model that nobody has', async () => {
    stage = await Stage.set();
    const { code, output } = await ServerProcess.failure({ ...stage.environment, LLM_MODEL: 'nobody-knows-this' });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toEqual([expect.stringContaining('LLM_MODEL')]);
  });

  it('names the model where there is one, and no key', async () => {
    stage = await Stage.set([]);
    const { output } = await (await stage.startServer()).stop();
    expect(output).toContain('openai/fake-model');
    expect(output).not.toContain('sk-of-the-test');
  });

  it('refuses an open address without a key', async () => {
    stage = await Stage.set();
    const { code, output } = await ServerProcess.failure({ ...stage.environment, HOST: '0.0.0.0' });
    expect(code).toBe(1);
    expect(output).toMatch(/SESSION_API_KEY/);
  });

  it('says all that is wrong with its variables', async () => {
    stage = await Stage.set();
    const { code, output } = await ServerProcess.failure({ ...stage.environment, PORT: 'http', SANDBOX: 'docker' });
    expect(code).toBe(1);
    expect(output).toMatch(/PORT[^]*SANDBOX|SANDBOX[^]*PORT/);
  });

  it('says which port is taken, in one sentence', async () => {
    stage = await Stage.set();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    for (const variable of ['PORT', 'AGENT_SERVER_PORT']) {
      const { code, output } = await ServerProcess.failure({ ...stage.environment, [variable]: String(port) });
      expect(code).toBe(1);
      expect(output.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`${port}.*${variable}`))]);
    }
    other.close();
  });

  it('says that it cannot write its data', async () => {
    stage = await Stage.set();
    const file = join(stage.directory, 'file');
    await writeFile(file, '');
    const { code, output } = await ServerProcess.failure({ ...stage.environment, DATA_DIR: join(file, 'data') });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toEqual([expect.stringContaining('DATA_DIR')]);
  });
});
