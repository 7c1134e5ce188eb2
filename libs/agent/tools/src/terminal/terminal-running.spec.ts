import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ToolExecutor } from '@openhands-nest/agent-ports';
import type { TerminalAction, TerminalObservation } from '@openhands-nest/contracts/events';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { ManualClock } from '../__fixtures__/manual-clock.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { systemClock } from '../system-clock.js';
import { terminalTool } from './terminal.tool.js';

const QUIET_MS = 30_000;
/** One process that prints and sleeps: Ctrl-C cannot fall between two. */
const SLEEPER = `bash -c 'echo ready; exec sleep 1000'`;
let workspace: LocalWorkspace;
let clock: ManualClock;
let terminal: ToolExecutor<TerminalAction, TerminalObservation>;

beforeEach(async () => {
  workspace = await LocalWorkspace.create();
  clock = new ManualClock();
  terminal = terminalTool({ clock }).createExecutor(aToolContext(workspace));
});

afterEach(async () => {
  await terminal.close();
  await workspace.close();
});

function run(
  command: string,
  more: Partial<TerminalAction> = {},
  signal = neverAborted(),
): Promise<TerminalObservation> {
  return terminal.execute({ kind: ActionKind.Terminal, command, ...more }, signal);
}

const press = (keys: string) => run(keys, { is_input: true });

function textOf(observation: TerminalObservation): string {
  return observation.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** Starts a command that prints and then stays, and lets the quiet time pass. */
async function runUntilQuiet(command: string, printed: string): Promise<TerminalObservation> {
  const observation = run(command);
  await workspace.prints(printed);
  await clock.sleeping(QUIET_MS);
  clock.advance(QUIET_MS);
  return observation;
}

/** Milliseconds: longer than a busy machine needs, shorter than any of these programs runs. How quick it is, the bench tells. */
const LONGEST_END = 5_000;

describe('a command that goes on', () => {
  it('returns after 30 quiet seconds, still running', async () => {
    const observation = await runUntilQuiet('echo ready; cat', 'ready');

    expect(textOf(observation)).toBe('ready');
    expect(observation).toMatchObject({ exit_code: -1, is_error: false, metadata: { exit_code: -1 } });
    expect(observation.metadata.suffix).toContain('No new output for 30 seconds.');
  });

  it('is given its time again by each new output', async () => {
    const pending = run('echo one; read x; echo two; read y');
    await workspace.prints('one');
    await clock.sleeping(QUIET_MS);
    clock.advance(QUIET_MS - 1);
    let isSettled = false;
    void pending.then(() => (isSettled = true));

    clock.advance(0);
    await clock.sleeping(1);
    expect(isSettled).toBe(false);
    clock.advance(1);

    expect((await pending).exit_code).toBe(-1);
  });

  it('returns after its timeout, without regard to silence', async () => {
    const pending = run('echo ready; cat', { timeout: 100 });
    await workspace.prints('ready');
    await clock.sleeping(100_000);
    clock.advance(QUIET_MS);
    await clock.sleeping(100_000 - QUIET_MS);
    clock.advance(100_000 - QUIET_MS);
    const observation = await pending;

    expect(observation.exit_code).toBe(-1);
    expect(observation.metadata.suffix).toContain('has not finished within 100 seconds');
  });

  it('refuses another command, and says how to go on', async () => {
    await runUntilQuiet('echo ready; cat', 'ready');

    const observation = await run('touch other');

    expect(observation).toMatchObject({ is_error: true, exit_code: -1 });
    expect(textOf(observation)).toContain('echo ready; cat');
    expect(await workspace.stat(workspace.path('other'))).toBeUndefined();
  });

  it('takes input and then ends with its real exit code', async () => {
    await runUntilQuiet('read -p "Name: " name; echo "Hello $name"; (exit 4)', 'Name: ');

    const observation = await press('Ada');

    expect(textOf(observation)).toBe('Hello Ada');
    expect(observation).toMatchObject({
      exit_code: 4,
      metadata: { suffix: '\n[The command completed with exit code 4.]' },
    });
    expect(observation.metadata.prefix).toContain('previous command');
    expect((await run('echo next')).exit_code).toBe(0);
  });

  it('is waited for with an empty command, and shows each output once', async () => {
    await runUntilQuiet('echo first; while [ ! -e go ]; do sleep 0.01; done; echo second', 'first');

    await workspace.writeFile(workspace.path('go'), Buffer.from(''));
    const observation = await run('');

    expect(textOf(observation)).toBe('second');
    expect(observation.exit_code).toBe(0);
    expect(observation.metadata.prefix).toContain('previous command');
  });

  it('ends on Ctrl-C', async () => {
    await runUntilQuiet(SLEEPER, 'ready');

    const observation = await press('C-c');

    expect(observation).toMatchObject({
      exit_code: 130,
      metadata: { suffix: '\n[The command completed with exit code 130. CTRL+C was sent.]' },
    });
  });

  it('ends on Ctrl-D, the end of its input', async () => {
    await runUntilQuiet('echo ready; cat', 'ready');

    expect((await press('C-d')).exit_code).toBe(0);
  });

  it('receives keys as a terminal sends them', async () => {
    await runUntilQuiet('stty -icanon; echo ready; head -c 3 | od -An -c; stty icanon', 'ready');

    expect(textOf(await press('UP'))).toContain('033   [   A');
  });

  it('ends with a reset, which also runs a new command', async () => {
    await runUntilQuiet('echo ready; exec 3>lock; cat', 'ready');

    const observation = await run('echo new', { reset: true });

    expect(textOf(observation)).toBe('new');
    expect(observation).toMatchObject({ exit_code: 0, command: '[RESET] echo new' });
  });

  it('reports an end that nobody saw with the next command', async () => {
    await runUntilQuiet('echo first; while [ ! -e go ]; do sleep 0.01; done; echo last words; (exit 9)', 'first');
    await workspace.writeFile(workspace.path('go'), Buffer.from(''));
    await workspace.prints('last words');
    await workspace.prints('\x1d9\x1d');

    const observation = await run('echo mine');

    expect(textOf(observation)).toBe('mine');
    expect(observation.metadata.prefix).toContain('exit code 9');
    expect(observation.metadata.prefix).toContain('last words');
  });
});

describe('an interrupted call', () => {
  const stop = new Error('the user has stopped the run');
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise(setImmediate);
  };
  /** Starts a command that Ctrl-C does not end, and waits until it says that it is ready. */
  const runDeaf = async (command: string) => {
    const abort = new AbortController();
    const pending = run(command, {}, abort.signal);
    await workspace.prints('ready');
    return { pending, abort };
  };

  beforeEach(() => {
    terminal = terminalTool({ clock: systemClock }).createExecutor(aToolContext(workspace));
  });

  it('rejects with the reason, and the shell lives on', async () => {
    await run('kept=1');
    const abort = new AbortController();
    const pending = run(SLEEPER, {}, abort.signal);
    await workspace.prints('ready');

    abort.abort(stop);
    await expect(pending).rejects.toBe(stop);

    expect(textOf(await run('echo "[$kept]"'))).toBe('[1]');
  });

  it.each([
    ['in the background', 'sleep TIME &'],
    ['of a pipeline in the background', '(sleep TIME; true) | sleep TIME &'],
    ['forked twice', '(sleep TIME &);'],
    ['in a session of its own', 'setsid -f sleep TIME;'],
    ['that ignore hang-ups', 'nohup sleep TIME >/dev/null 2>&1 &'],
    ['that ignore polite signals', '(trap "" INT TERM HUP; sleep TIME; sleep TIME) &'],
    ['forgotten by its shell', 'sleep TIME & disown;'],
  ])('ends processes %s with the command, and nothing else', async (_name, start) => {
    const [earlier, time] = [aLongTime(), aLongTime()];
    await run(`mkdir d; cd d; kept=1; setsid -f sleep ${earlier}; sleep ${earlier} &`);
    const abort = new AbortController();
    const pending = run(`${start.replaceAll('TIME', time)} ${SLEEPER}`, {}, abort.signal);
    await workspace.prints('ready');
    await until(() => processesWith(time).length > 0);

    abort.abort(stop);
    await expect(pending).rejects.toBe(stop);

    expect(processesWith(time)).toEqual([]);
    expect(processesWith(earlier)).toHaveLength(2);
    expect(textOf(await run('pwd; echo "[$kept]"'))).toBe(`${workspace.path('d')}\n[1]`);
  });

  it('leaves the processes of a command that has ended by itself', async () => {
    const time = aLongTime();
    const abort = new AbortController();
    await run(`sleep ${time} &`, {}, abort.signal);

    abort.abort(stop);
    await until(() => processesWith(time).length === 1);

    expect((await run('kill %1')).exit_code).toBe(0);
  });

  it('ends a program that ignores Ctrl-C soon, and the shell lives on', async () => {
    await run('mkdir d; cd d; kept=1');
    const { pending, abort } = await runDeaf(
      `bash -c 'trap "" INT; echo ready; while :; do sleep 0.1; done'; echo next`,
    );

    const startedAt = performance.now();
    abort.abort(stop);
    await expect(pending).rejects.toBe(stop);

    expect(performance.now() - startedAt).toBeLessThan(LONGEST_END);
    expect(textOf(await run('pwd; echo "[$kept]"'))).toBe(`${workspace.path('d')}\n[1]`);
  });

  it('ends a shell that is itself held up; the next one says that it is new', async () => {
    await run('mkdir d; cd d; kept=1');
    const { pending, abort } = await runDeaf(`trap '' INT; echo ready; while :; do :; done`);

    const startedAt = performance.now();
    abort.abort(stop);
    await expect(pending).rejects.toBe(stop);
    const tookMs = performance.now() - startedAt;
    const observation = await run('pwd; echo "[$kept]"');

    expect(tookMs).toBeLessThan(LONGEST_END);
    expect(textOf(observation)).toBe(`${workspace.path('d')}\n[]`);
    expect(observation.metadata.prefix).toContain('previous shell is gone');
  });

  it('starts nothing when it comes before the start', async () => {
    const abort = new AbortController();
    abort.abort(stop);

    await expect(run('touch file', {}, abort.signal)).rejects.toBe(stop);
    expect(await workspace.list(workspace.root)).toEqual([]);
  });

  it('stops a flood', async () => {
    const abort = new AbortController();
    const pending = run('yes', {}, abort.signal);
    await workspace.prints('y\r\ny');

    abort.abort(stop);
    await expect(pending).rejects.toBe(stop);

    expect((await run('true')).exit_code).toBe(0);
  });
});
