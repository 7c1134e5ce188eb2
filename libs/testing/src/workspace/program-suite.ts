import { once, EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Program, Workspace } from '@openhands-nest/agent-ports';
import { withWorkspace, type OpenWorkspace } from './open-workspace.js';
import { aLongTime, ownZombies, processesWith } from './processes-by-word.js';

/** How programs behave that go on beside the agent. */
export function programSuite(open: OpenWorkspace): void {
  const given = (story: Parameters<typeof withWorkspace>[1]) => () => withWorkspace(open, story);

  describe('startProgram', () => {
    it(
      'talks by pipes, in the working directory, with its own variables',
      given(async (workspace) => {
        const program = await start(workspace, 'while read line; do echo "$PWD $COLOUR $line"; done', {
          COLOUR: 'green',
        });
        const output = collect(program);

        await program.write('one\n');
        await output.until('one\n');
        await program.write('two\n');
        await output.until('two\n');

        expect(output.text()).toBe(`${workspace.root} green one\n${workspace.root} green two\n`);
        await program.kill();
      }),
    );

    it(
      'tells how it ended and what it said about that',
      given(async (workspace) => {
        const program = await start(workspace, 'read line; echo "no such $line" >&2; exit 3');
        await program.write('thing\n');

        expect(await program.ended).toEqual({ exitCode: 3 });
        expect(program.errorOutput()).toContain('no such thing');
        await expect(program.write('more\n')).rejects.toThrow();
      }),
    );

    it(
      'refuses a directory that is not there',
      given(async (workspace) => {
        await expect(workspace.startProgram({ command: ['cat'], cwd: '/no/such/place' })).rejects.toThrow(/no\/such/);
      }),
    );

    it(
      'ends with all that it started, by request and with the workspace',
      given(async (workspace) => {
        const time = aLongTime();
        const script = `trap "" TERM HUP; setsid sleep ${time} & sleep ${time} & echo begun; read line; sleep ${time}`;
        const [first, second] = [await start(workspace, script), await start(workspace, script)];
        const outputs = [collect(first), collect(second)];
        await Promise.all(outputs.map((output) => output.until('begun\n')));
        while (processesWith(time).length < 4) await new Promise(setImmediate);

        await first.kill();
        expect(processesWith(time)).toHaveLength(2);
        await workspace.close();
        expect((await second.ended).exitCode).not.toBe(0);

        expect(processesWith(time)).toEqual([]);
        expect(ownZombies()).toEqual([]);
      }),
    );
  });
}

function start(workspace: Workspace, script: string, env: Readonly<Record<string, string>> = {}): Promise<Program> {
  return workspace.startProgram({ command: ['bash', '-c', script], env });
}

function collect(program: Program) {
  const news = new EventEmitter();
  let text = '';
  program.onOutput((bytes) => {
    text += bytes.toString();
    news.emit('text');
  });
  return {
    text: () => text,
    until: async (wanted: string) => {
      while (!text.includes(wanted)) await once(news, 'text');
    },
  };
}
