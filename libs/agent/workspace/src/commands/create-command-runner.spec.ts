import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandEnd, CommandRequest, CommandRunner } from '@openhands-nest/agent-ports';
import { aLongTime, ownZombies, processesWith } from '@openhands-nest/testing';
import { aFolder } from '../testing/test-machine.js';
import { createCommandRunner, type CommandRunnerOptions } from './create-command-runner.js';

let folder: ReturnType<typeof aFolder>;
let runner: CommandRunner;
beforeEach(() => {
  folder = aFolder();
  open();
});
afterEach(async () => {
  await runner.close();
  await folder.remove();
});

function open(options: Partial<CommandRunnerOptions> = {}): void {
  runner = createCommandRunner({ dataDirectory: folder.path, ...options });
}

interface Ran extends CommandEnd {
  readonly stdout: string;
  readonly stderr: string;
}

function start(command: string, more: Partial<CommandRequest> = {}) {
  const output = { stdout: '', stderr: '' };
  const onOutput: CommandRequest['onOutput'] = async (stream, text) => void (output[stream] += text);
  const running = runner.start({ command, timeoutMs: 30_000, onOutput, ...more });
  const ran = running.ended.then((end): Ran => ({ ...end, ...output }));
  return { running, ran, output };
}

const run = (command: string, more?: Partial<CommandRequest>) => start(command, more).ran;

/** Lets a command that never ends run out of its time, but not before it has said something: a busy machine starts shells slowly. */
async function runBegun(command: string): Promise<Ran> {
  for (let timeoutMs = 300; ; timeoutMs *= 3) {
    const ran = await run(command, { timeoutMs });
    if (ran.stdout !== '') return ran;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

describe('a command', () => {
  it('gives both outputs and its exit code', async () => {
    expect(await run('echo out; echo err >&2; exit 3')).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
    expect(await run('')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect((await run('no-such-program')).exitCode).toBe(127);
    expect((await run('kill -9 $$')).exitCode).toBe(-9);
  });

  it('runs in a shell, where it is told, with nothing to read', async () => {
    await mkdir(join(folder.path, 'a b'));
    const { stdout } = await run('pwd; cat; for word in a b; do echo $word; done | sort -r', {
      cwd: join(folder.path, 'a b'),
    });
    expect(stdout).toBe(`${join(folder.path, 'a b')}\nb\na\n`);
    expect((await run('pwd')).stdout).toBe(`${process.cwd()}\n`);
  });

  it('sees nothing of the secrets of the server, and does not decide who commits', async () => {
    const secrets = { SESSION_API_KEY: 'hidden', OH_SECRET_KEY: 'hidden', LLM_API_KEY: 'hidden' };
    open({ environment: { ...process.env, ...secrets, HOME: folder.path } });
    const { stdout } = await run('env; cat /proc/self/environ');
    expect(stdout).not.toContain('hidden');
    expect(stdout).not.toContain('GIT_AUTHOR_NAME');
    expect(stdout).toContain(`HOME=${folder.path}\n`);
  });

  it('keeps characters whole', async () => {
    const { stdout } = await run(`printf '\\xf0\\x9f'; sleep 0.05; printf '\\x98\\x80'; printf '\\xff'`);
    expect(stdout).toBe('😀\ufffd');
  });

  it.each<[string, string, Partial<CommandRequest>, RegExp]>([
    ['a missing directory', 'pwd', { cwd: '/no/such/place' }, /no directory \/no\/such\/place/],
    ['a file as directory', 'pwd', { cwd: '/etc/passwd' }, /no directory/],
    ['a zero byte', 'echo \0', {}, /zero byte/],
    ['too many characters', `: ${'x'.repeat(3_000_000)}`, {}, /too long/],
  ])('that cannot be started because of %s says why', async (_what, command, more, problem) => {
    expect(await run(command, more)).toEqual({
      exitCode: -1,
      problem: expect.stringMatching(problem),
      stdout: '',
      stderr: '',
    });
  });

  it('without any time is not started', async () => {
    const file = join(folder.path, 'made');
    expect((await run(`touch ${file}`, { timeoutMs: 0 })).exitCode).toBe(-1);
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is not read faster than its output is taken', async () => {
    let taken = 0;
    const hold = Promise.withResolvers<void>();
    const first = Promise.withResolvers<void>();
    const { running } = start('head -c 50000000 /dev/zero | tr "\\0" x', {
      onOutput: async (_stream, text) => {
        taken += text.length;
        first.resolve();
        await hold.promise;
      },
    });
    await first.promise;
    await sleep(50);
    expect(taken).toBeLessThan(100_000);
    hold.resolve();
    expect((await running.ended).exitCode).toBe(0);
    expect(taken).toBe(50_000_000);
  });
});

describe('the end of a command', () => {
  it('comes by force when its time is over, for everything that it started', async () => {
    open({ graceMs: 100 });
    const time = aLongTime();
    const script = `trap "" TERM HUP INT; setsid sleep ${time} & (sleep ${time} &); echo begun; while :; do sleep ${time}; done`;
    expect(await runBegun(script)).toEqual({ exitCode: -1, stdout: 'begun\n', stderr: '' });
    expect(processesWith(time)).toEqual([]);
    expect(ownZombies()).toEqual([]);
  });

  it('leaves time to tidy up', async () => {
    const { running, ran, output } = start(
      'trap "sleep 0.2; echo tidy; exit 7" TERM; echo begun; while :; do sleep 0.01; done',
    );
    await until(() => output.stdout !== '');
    await running.stop();
    expect(await ran).toMatchObject({ exitCode: 7, stdout: 'begun\ntidy\n' });
  });

  it('by request tells the signal', async () => {
    const time = aLongTime();
    const { running, ran } = start(`sleep ${time}`);
    await until(() => processesWith(time).length > 0);
    await running.stop();
    expect((await ran).exitCode).toBe(-15);
    await running.stop();
  });

  it('waits for whoever still writes, but not for what has an output of its own', async () => {
    expect((await run('(sleep 0.2; echo late) & echo early')).stdout).toBe('early\nlate\n');
    const time = aLongTime();
    expect((await run(`nohup sleep ${time} >/dev/null 2>&1 & echo done`)).stdout).toBe('done\n');
    await until(() => processesWith(time).length === 1);
  });

  it('comes with the end of the server, background and all', async () => {
    const time = aLongTime();
    await run(`setsid nohup sleep ${time} >/dev/null 2>&1 &`);
    const { ran } = start(`trap "" TERM; sleep ${time}; sleep ${time}`);
    await until(() => processesWith(time).length === 2);
    await runner.close();
    expect((await ran).exitCode).toBeLessThan(0);
    expect(processesWith(time)).toEqual([]);
    expect(await run('echo more')).toMatchObject({ exitCode: -1, problem: expect.stringContaining('shutting down') });
  });
});

it('runs a bounded number of commands at once', async () => {
  open({ maxCommands: 2 });
  const running = [start('sleep 100'), start('sleep 100')];
  expect(await run('true')).toMatchObject({ exitCode: -1, problem: expect.stringContaining('2 commands') });
  await Promise.all(running.map((one) => one.running.stop()));
  await Promise.all(running.map((one) => one.ran));
  expect((await run('true')).exitCode).toBe(0);
});
