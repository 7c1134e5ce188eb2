import { describe, expect, it } from '@jest/globals';
import { outputOf, withWorkspace, type OpenWorkspace } from './open-workspace.js';
import { aLongTime, processesWith } from './processes-by-word.js';

/** How programs are run to their end. */
export function executeSuite(open: OpenWorkspace): void {
  const given = (story: Parameters<typeof withWorkspace>[1]) => () => withWorkspace(open, story);

  describe('execute', () => {
    it(
      'answers both outputs and the exit code',
      given(async (workspace) => {
        const result = await workspace.execute({ command: ['sh', '-c', 'echo out; echo err >&2; exit 3'] });

        expect(result).toMatchObject({ exitCode: 3, timedOut: false, truncated: false });
        expect([result.stdout.toString(), result.stderr.toString()]).toEqual(['out\n', 'err\n']);
      }),
    );

    it(
      'starts in the root, or where it is told to',
      given(async (workspace) => {
        await workspace.writeFile('inner/file', Buffer.from('x'));

        const inner = await workspace.execute({ command: ['pwd'], cwd: `${workspace.root}/inner` });

        expect(await outputOf(workspace, 'pwd')).toBe(workspace.root);
        expect(inner.stdout.toString()).toBe(`${workspace.root}/inner\n`);
        await expect(workspace.execute({ command: ['pwd'], cwd: '/no/such/place' })).rejects.toMatchObject({
          reason: 'not_found',
        });
      }),
    );

    it(
      'passes arguments and input as they are',
      given(async (workspace) => {
        const input = Buffer.from([0, 255, 10, 13]);

        const echoed = await workspace.execute({ command: ['cat'], input });
        const printed = await workspace.execute({ command: ['printf', '%s', '$HOME "quoted" *'] });

        expect(echoed.stdout).toEqual(input);
        expect(printed.stdout.toString()).toBe('$HOME "quoted" *');
      }),
    );

    it(
      'reports a missing program like a shell does',
      given(async (workspace) => {
        const result = await workspace.execute({ command: ['no-such-program-here'] });

        expect(result.exitCode).toBe(127);
        expect(result.stderr.toString()).toContain('not found');
      }),
    );

    it(
      'keeps no more output than asked for',
      given(async (workspace) => {
        const result = await workspace.execute({
          command: ['head', '-c', '3000000', '/dev/zero'],
          maxOutputBytes: 1000,
        });

        expect(result).toMatchObject({ exitCode: 0, truncated: true });
        expect(result.stdout).toHaveLength(1000);
      }),
    );

    it(
      'ends everything when the time is over',
      given(async (workspace) => {
        const time = aLongTime();
        const script = `trap '' TERM INT HUP; setsid sleep ${time} & sleep ${time}; sleep ${time}`;

        const result = await workspace.execute({ command: ['sh', '-c', script], timeoutMs: 300 });

        expect(result).toMatchObject({ exitCode: null, timedOut: true });
        expect(processesWith(time)).toEqual([]);
      }),
    );

    it(
      'ends everything when the caller gives up',
      given(async (workspace) => {
        const time = aLongTime();
        const caller = new AbortController();
        const script = `sleep ${time} & touch started; wait`;
        const running = workspace.execute({ command: ['sh', '-c', script], signal: caller.signal });
        while (!(await workspace.stat('started'))) await new Promise(setImmediate);

        caller.abort();

        expect(await running).toMatchObject({ exitCode: null, timedOut: false });
        expect(processesWith(time)).toEqual([]);
      }),
    );

    it(
      'leaves nothing running behind a program that has ended',
      given(async (workspace) => {
        const time = aLongTime();

        expect(await outputOf(workspace, `nohup setsid sleep ${time} >/dev/null 2>&1 & echo done`)).toBe('done');

        // The kernel takes a jail down a moment after its program has ended.
        while (processesWith(time).length > 0) await new Promise(setImmediate);
      }),
    );

    it(
      'runs several programs at a time without mixing them up',
      given(async (workspace) => {
        const numbers = Array.from({ length: 12 }, (_, index) => String(index));

        const results = await Promise.all(
          numbers.map((number) => outputOf(workspace, `echo ${number}; cat /dev/null`)),
        );

        expect(results).toEqual(numbers);
      }),
    );

    it(
      'shows nothing of the server in the environment, and what the caller adds',
      given(async (workspace) => {
        const result = await workspace.execute({ command: ['env'], env: { ADDED: 'yes' } });
        const names = result.stdout
          .toString()
          .split('\n')
          .map((line) => line.split('=')[0]);

        expect(names).toEqual(expect.arrayContaining(['ADDED', 'HOME', 'PATH', 'TMPDIR', 'USER', 'GIT_AUTHOR_NAME']));
        expect(names.filter((name) => /^(LLM_|OH_|SESSION_|DATABASE_|JEST_|NODE_OPTIONS)/.test(name ?? ''))).toEqual(
          [],
        );
        expect(
          await outputOf(workspace, 'echo x > "$HOME/a" && echo y > "$TMPDIR/b" && cat "$HOME/a" "$TMPDIR/b"'),
        ).toBe('x\ny');
      }),
    );

    it(
      'can commit with git without further set-up',
      given(async (workspace) => {
        const log = await outputOf(
          workspace,
          'git init -q . && git commit -q --allow-empty -m first && git log --format=%an:%s',
        );

        expect(log).toBe('openhands:first');
      }),
    );
  });
}
