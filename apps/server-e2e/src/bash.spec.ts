import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { until } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

interface BashEvent {
  readonly kind: string;
  readonly id: string;
  readonly order: number;
  readonly command_id: string;
  readonly exit_code: number | null;
  readonly stdout: string | null;
  readonly stderr: string | null;
}

function hasEnded({ exit_code: exitCode }: BashEvent): boolean {
  return typeof exitCode === 'number';
}

async function call<T>(server: ServerProcess, path: string, body?: object): Promise<T> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${server.agentServerUrl}/api/bash/${path}`, body && init);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

/** As the Python client waits for a command: it asks for what is newer than the last output that it has. */
async function outputsOf(server: ServerProcess, commandId: string): Promise<BashEvent[]> {
  const outputs: BashEvent[] = [];
  await until(async () => {
    const after = outputs.at(-1)?.order ?? -1;
    const query = `kind__eq=BashOutput&command_id__eq=${commandId}&sort_order=TIMESTAMP&limit=100&order__gt=${after}`;
    outputs.push(...(await call<{ items: BashEvent[] }>(server, `bash_events/search?${query}`)).items);
    return outputs.some(hasEnded);
  }, 'the command has ended');
  return outputs;
}

/** Memory that a process holds, as the kernel counts it. */
/** Milliseconds of one small request. */
async function healthMs(server: ServerProcess): Promise<number> {
  const begun = performance.now();
  await (await fetch(`${server.agentServerUrl}/health`)).text();
  return performance.now() - begun;
}

function medianOf(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

function residentBytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

describe('commands of the operator', () => {
  it('are run, followed by polling and over the socket, and remembered', async () => {
    stage = await Stage.set();
    const first = await stage.startServer();
    const socket = new WebSocket(`${first.agentServerUrl.replace('http', 'ws')}/sockets/bash-events`);
    const told: BashEvent[] = [];
    socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString()) as BashEvent));
    await once(socket, 'open');

    socket.send(JSON.stringify({ command: 'head -c 3000000 /dev/zero | tr "\\0" a; echo end >&2; exit 5' }));
    await until(() => told.some(hasEnded), 'the end is told');
    const outputs = await outputsOf(first, told[0]!.id);
    expect(outputs).toEqual(told.slice(1));
    expect(outputs.map(({ order, exit_code: code }) => [order, code])).toEqual([
      [0, null],
      [1, null],
      [2, 5],
    ]);
    expect(outputs.map(({ stdout }) => stdout).join('')).toBe('a'.repeat(3_000_000));
    socket.terminate();
    await first.stop();

    const second = await stage.startServer();
    expect(await outputsOf(second, told[0]!.id)).toEqual(outputs);
  });

  it('that flood the server neither slow it down nor fill its memory', async () => {
    stage = await Stage.set();
    const server = await stage.startServer();
    const times: number[] = [];
    const before: number[] = [];
    for (let count = 0; count < 20; count += 1) before.push(await healthMs(server));
    // By the clock of the command: it may be long until a busy machine begins with it.
    const flood = await call<BashEvent>(server, 'start_bash_command', { command: 'yes & sleep 2; kill $!' });
    let rss = 0;
    await until(async () => {
      times.push(await healthMs(server));
      rss = Math.max(rss, residentBytes(server.pid));
      const page = await call<{ items: BashEvent[] }>(
        server,
        `bash_events/search?limit=1&sort_order=TIMESTAMP_DESC&command_id__eq=${flood.id}`,
      );
      return page.items.some(hasEnded);
    }, 'the flood is over');
    const last = (await outputsOf(server, flood.id)).at(-1);
    expect(last?.exit_code).toBe(0);
    expect(last?.order).toBeGreaterThan(0);
    expect(rss).toBeLessThan(600 * 1024 * 1024);
    // What is written takes time of the machine; more than that would be the server's doing.
    expect(medianOf(times)).toBeLessThan(100 + 10 * medianOf(before));
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('end with the server on %s, and nothing of them is left', async (signal) => {
    stage = await Stage.set();
    const server = await stage.startServer();
    const time = aLongTime();
    const command = `trap "" TERM; setsid nohup sleep ${time} > /dev/null 2>&1 & sleep ${time}; sleep ${time}`;
    const { id } = await call<BashEvent>(server, 'start_bash_command', { command });
    await until(() => processesWith(time).length >= 2, 'the command runs');
    expect((await server.stop(signal)).code).toBe(signal === 'SIGTERM' ? 0 : null);

    const next = await stage.startServer();
    await until(() => processesWith(time).length === 0, 'nothing is left');
    const [end] = await outputsOf(next, id);
    expect(end).toMatchObject({ order: 0, exit_code: expect.any(Number) });
    expect(end?.exit_code).toBeLessThan(0);
    if (signal === 'SIGKILL') expect(end?.stderr).toContain('The server ended');
  });
});
