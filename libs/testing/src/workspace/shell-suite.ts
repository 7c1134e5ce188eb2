import { describe, expect, it } from '@jest/globals';
import type { Workspace } from '@openhands-nest/agent-ports';
import { withWorkspace, type OpenWorkspace } from './open-workspace.js';
import { aLongTime, ownZombies, processesWith } from './processes-by-word.js';
import { exitOf, ShellReader } from './shell-reader.js';

/**
 * Milliseconds from asking a shell to end until its last process is dead: longer than a busy machine needs, and shorter than
 * the patience with a process that cannot be ended. How quick it is, the bench tells.
 */
const LONGEST_END = 4_500;

/** What somebody may have left running in a shell, each TIME stands for a long time. */
const STUBBORN = {
  'a background job': 'sleep TIME &',
  'a job in a session of its own': 'setsid sleep TIME &',
  'a job that ignores hang-ups': 'nohup sleep TIME >/dev/null 2>&1 &',
  'a job forked twice': '( ( setsid sh -c "sleep TIME; true" >/dev/null 2>&1 & ) & )',
  'a job that ignores polite signals': '( trap "" TERM INT HUP; sleep TIME; sleep TIME ) &',
  'a stopped job': 'sleep TIME & until grep -q sleep /proc/$!/comm; do :; done; kill -STOP $!',
};

/** How persistent shells behave. */
export function shellSuite(open: OpenWorkspace): void {
  const given = (story: Parameters<typeof withWorkspace>[1]) => () => withWorkspace(open, story);

  describe('openShell', () => {
    it(
      'keeps its state from line to line',
      given(async (workspace) => {
        const { reader } = await openShell(workspace);

        await reader.ask('mkdir -p inner && cd inner && export COLOUR=green && echo ready$((1+1))', /ready2/);
        const [, place, colour] = await reader.ask('echo "<$PWD|$COLOUR>"', /<(\/[^|\n]*)\|(green)>/);

        expect([place, colour]).toEqual([`${workspace.root}/inner`, 'green']);
      }),
    );

    it(
      'is a terminal of the wanted size',
      given(async (workspace) => {
        const reader = new ShellReader(await workspace.openShell({ columns: 132, rows: 40 }));

        await reader.ask('test -t 0 && stty size | sed s/^/size=/', /size=40 132/);
      }),
    );

    it(
      'interrupts the running command on Ctrl-C and goes on',
      given(async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        const time = aLongTime();
        await reader.ask(`echo begun$((1+1)); sleep ${time}`, /begun2/);
        await until(() => processesWith(time).length > 0);

        shell.write('\x03');
        await reader.ask('echo status=$?.', /status=130\./);

        expect(processesWith(time)).toEqual([]);
      }),
    );

    it(
      'tells how it ended',
      given(async (workspace) => {
        const { shell } = await openShell(workspace);
        const exit = exitOf(shell);

        shell.write('exit 7\n');

        expect(await exit).toMatchObject({ exitCode: 7 });
      }),
    );

    it.each(Object.entries(STUBBORN))('takes %s along when it is killed', async (_name, command) => {
      await withWorkspace(open, async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        const time = aLongTime();
        await reader.ask(`${command.replaceAll('TIME', time)}\necho begun$((1+1))`, /begun2/);
        await until(() => processesWith(time).length > 0);
        const started = performance.now();

        await shell.kill();

        expect(processesWith(time)).toEqual([]);
        expect(performance.now() - started).toBeLessThan(LONGEST_END);
        expect(ownZombies()).toEqual([]);
      });
    });

    it.each(Object.entries(STUBBORN))('ends %s apart from what ran before', async (_name, command) => {
      await withWorkspace(open, async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        const [earlier, time] = [aLongTime(), aLongTime()];
        await reader.ask(`kept=1; setsid -f sleep ${earlier}; sleep ${earlier} & echo begun$((1+1))`, /begun2/);
        await until(() => processesWith(earlier).length === 2);
        const processes = shell.newProcesses();
        await reader.ask(`${command.replaceAll('TIME', time)}\necho more$((1+1))`, /more2/);
        await until(() => processesWith(time).length > 0);
        const started = performance.now();

        await processes.end();

        expect(processesWith(time)).toEqual([]);
        expect(performance.now() - started).toBeLessThan(LONGEST_END);
        expect(ownZombies()).toEqual([]);
        expect(processesWith(earlier)).toHaveLength(2);
        await reader.ask('echo "[$kept]"', /\[1\]/);
      });
    });

    it(
      'tells what runs already from what is started at once after it',
      given(async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        const [earlier, time] = [aLongTime(), aLongTime()];
        await reader.ask(`sleep ${earlier} & echo begun$((1+1))`, /begun2/);

        const processes = shell.newProcesses();
        await reader.ask(`sleep ${time} & echo more$((1+1))`, /more2/);
        await until(() => processesWith(time).length > 0 && processesWith(earlier).length > 0);
        await processes.end();

        expect(processesWith(time)).toEqual([]);
        expect(processesWith(earlier)).toHaveLength(1);
      }),
    );

    it(
      'leaves a server that runs already its new workers',
      given(async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        const [worker, orphan, time] = [aLongTime(), aLongTime(), aLongTime()];
        const server = `( until [ -e go ]; do sleep 0.01; done; ( sleep ${orphan} & ); sleep ${worker}; true ) &`;
        await reader.ask(`${server}\necho begun$((1+1))`, /begun2/);
        const processes = shell.newProcesses();
        await reader.ask(`touch go; sleep ${time} & echo more$((1+1))`, /more2/);
        await until(() => [worker, orphan, time].every((word) => processesWith(word).length === 1));

        await processes.end();

        expect([worker, orphan, time].map((word) => processesWith(word).length)).toEqual([1, 1, 0]);
      }),
    );

    it(
      'ends what holds the shell up, and what a command substitution has started',
      given(async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        const time = aLongTime();
        await reader.ask('echo begun$((1+1))', /begun2/);
        const processes = shell.newProcesses();
        shell.write(`found=$(trap "" INT; sleep ${time}; echo none)\n`);
        await until(() => processesWith(time).length > 0);

        await processes.end();

        expect(processesWith(time)).toEqual([]);
        await reader.ask('echo alive$((1+1))', /alive2/);
      }),
    );

    it(
      'dies although it ignores TERM, INT and HUP',
      given(async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        const time = aLongTime();
        await reader.ask(`trap "" TERM INT HUP; echo deaf$((1+1)); sleep ${time}`, /deaf2/);
        const exit = exitOf(shell);

        await Promise.all([shell.kill(), shell.kill()]);
        await exit;

        expect(processesWith(time)).toEqual([]);
      }),
    );

    it(
      'can be killed while it floods a reader that has paused',
      given(async (workspace) => {
        const { shell, reader } = await openShell(workspace);
        await reader.ask('yes', /y\r\ny/);

        shell.pause();
        await shell.kill();
      }),
    );

    it(
      'ends with its workspace',
      given(async (workspace) => {
        const { reader } = await openShell(workspace);
        const time = aLongTime();
        await reader.ask(`setsid sleep ${time} & echo begun$((1+1))`, /begun2/);

        await workspace.close();

        expect(processesWith(time)).toEqual([]);
        await expect(workspace.openShell({})).rejects.toMatchObject({ name: 'WorkspaceError' });
      }),
    );
  });
}

async function openShell(workspace: Workspace) {
  const shell = await workspace.openShell({});
  return { shell, reader: new ShellReader(shell) };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
