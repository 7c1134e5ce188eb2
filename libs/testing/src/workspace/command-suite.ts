import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { CommandEnd, CommandRequest, RunningCommand, Workspace } from '@openhands-nest/agent-ports';
import { withWorkspace } from './open-workspace.js';
import { aLongTime, processesWith } from './processes-by-word.js';

/** A workspace whose shell commands give their output in pieces. */
export interface CommandWorkspace extends Workspace {
  startCommand(request: CommandRequest): RunningCommand;
}

interface Ran extends CommandEnd {
  readonly stdout: string;
  readonly stderr: string;
}

/** How shell commands are run whose output is followed. */
export function commandSuite(
  open: () => Promise<{ readonly workspace: CommandWorkspace; readonly dispose: () => Promise<void> }>,
): void {
  const given = (story: (workspace: CommandWorkspace) => Promise<void>) => () =>
    withWorkspace(open, (workspace) => story(workspace as CommandWorkspace));

  describe('a followed command', () => {
    it(
      'gives both outputs and its exit code, where it is told to run',
      given(async (workspace) => {
        expect(await start(workspace, 'echo out; echo err >&2; exit 3').ran).toEqual({
          exitCode: 3,
          stdout: 'out\n',
          stderr: 'err\n',
        });
        expect((await start(workspace, 'pwd').ran).stdout).toBe(`${workspace.root}\n`);
        await workspace.writeFile('inner/file', Buffer.from('x'));
        expect((await start(workspace, 'ls', { cwd: `${workspace.root}/inner` }).ran).stdout).toBe('file\n');
      }),
    );

    it(
      'says why it was not started',
      given(async (workspace) => {
        const ran = await start(workspace, 'pwd', { cwd: '/no/such/place' }).ran;
        expect(ran).toMatchObject({ exitCode: -1, problem: expect.stringContaining('/no/such/place'), stdout: '' });
      }),
    );

    it(
      'ends when its time is over, and takes along what it started',
      given(async (workspace) => {
        const time = aLongTime();
        const script = `setsid sleep ${time} & echo begun; sleep ${time}`;
        expect(await start(workspace, script, { timeoutMs: 300 }).ran).toMatchObject({
          exitCode: -1,
          stdout: 'begun\n',
        });
        expect(processesWith(time)).toEqual([]);
      }),
    );

    it(
      'leaves nothing in the background',
      given(async (workspace) => {
        const time = aLongTime();
        await start(workspace, `setsid nohup sleep ${time} >/dev/null 2>&1 & echo done`).ran;
        // The kernel takes the processes of a jail along; that may be a moment after its keeper has left.
        while (processesWith(time).length > 0) await setImmediate();
      }),
    );

    it(
      'ends by request, and with its workspace',
      given(async (workspace) => {
        const time = aLongTime();
        const first = start(workspace, `echo begun; sleep ${time}`);
        await first.begun;
        await first.running.stop();
        expect((await first.ran).exitCode).not.toBe(0);

        const second = start(workspace, `echo begun; sleep ${time}`);
        await second.begun;
        await workspace.close();
        expect((await second.ran).exitCode).not.toBe(0);
        expect(processesWith(time)).toEqual([]);
      }),
    );
  });
}

function start(workspace: CommandWorkspace, command: string, more: Partial<CommandRequest> = {}) {
  const output = { stdout: '', stderr: '' };
  const begun = Promise.withResolvers<void>();
  const running = workspace.startCommand({
    command,
    timeoutMs: 30_000,
    onOutput: async (stream, text) => {
      output[stream] += text;
      begun.resolve();
    },
    ...more,
  });
  return { running, begun: begun.promise, ran: running.ended.then((end): Ran => ({ ...end, ...output })) };
}
