import { describe, expect, it } from '@jest/globals';
import { outputOf, withWorkspace, type OpenWorkspace } from './open-workspace.js';

const text = (content: string) => Buffer.from(content);

/** Files, and that they are those of the shell. */
export function fileSuite(open: OpenWorkspace): void {
  const given = (story: Parameters<typeof withWorkspace>[1]) => () => withWorkspace(open, story);

  describe('files', () => {
    it(
      'reads what it has written, bytes as they are, and makes missing directories',
      given(async (workspace) => {
        const content = Buffer.from([0, 1, 255, 10, 13, 0]);

        await workspace.writeFile('deep/er/file.bin', content);

        expect(await workspace.readFile(`${workspace.root}/deep/er/file.bin`)).toEqual(content);
        expect(await outputOf(workspace, 'wc -c < deep/er/file.bin')).toBe('6');
      }),
    );

    it.each([
      '/tmp/seen-by-both',
      '/var/tmp/seen-by-both-too',
      'plain',
      'with space/and "quotes" \'n\n newline',
      '-dash',
    ])('means the same file as the shell by %j', async (path) => {
      await withWorkspace(open, async (workspace) => {
        await workspace.writeFile(path, text('from the tool'));
        const seen = await workspace.execute({ command: ['sh', '-c', 'cat < "$1"; printf shell > "$1"', 'sh', path] });

        expect(seen.stdout.toString()).toBe('from the tool');
        expect((await workspace.readFile(path)).toString()).toBe('shell');
        await workspace.execute({ command: ['rm', '--', path] });
        expect(await workspace.stat(path)).toBeUndefined();
      });
    });

    it(
      'follows links as the shell does, also when writing',
      given(async (workspace) => {
        await outputOf(
          workspace,
          'mkdir real && echo old > real/file && ln -s real folder && ln -s real/file link && ln -s none dangling',
        );

        await workspace.writeFile('link', text('new'));
        await workspace.writeFile('folder/other', text('other'));

        expect((await workspace.readFile('folder/file')).toString()).toBe('new');
        expect(await outputOf(workspace, 'cat real/file real/other')).toBe('newother');
        expect(await outputOf(workspace, 'readlink link')).toBe('real/file');
        expect(await workspace.stat('folder')).toMatchObject({ type: 'directory' });
        expect(await workspace.stat('dangling')).toBeUndefined();
      }),
    );

    it(
      'understands ".." as the kernel does',
      given(async (workspace) => {
        await outputOf(workspace, 'mkdir -p a/b && ln -s a/b link && echo inner > a/file && echo outer > file');

        expect((await workspace.readFile('link/../file')).toString()).toBe('inner\n');
      }),
    );

    it(
      'keeps the mode of a file that it replaces',
      given(async (workspace) => {
        await outputOf(workspace, 'echo "#!/bin/sh" > run && chmod 750 run');

        await workspace.writeFile('run', text('#!/bin/sh\necho hi\n'));

        expect(await outputOf(workspace, './run; stat -c %a run; ls -A')).toBe('hi\n750\nrun');
      }),
    );

    it(
      'creates a file only once when it must be new',
      given(async (workspace) => {
        const writes = ['a', 'b', 'c'].map((name) => workspace.writeFile('once', text(name), { mustBeNew: true }));

        const outcomes = await Promise.allSettled(writes);

        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'exists' } });
        expect(await outputOf(workspace, 'ls -A')).toBe('once');
      }),
    );

    it(
      'lists by name and tells what things are',
      given(async (workspace) => {
        await outputOf(workspace, 'mkdir b; echo x > a; ln -s a c; mkfifo d; echo x > .hidden');

        expect(await workspace.list('.')).toEqual([
          { name: '.hidden', type: 'file' },
          { name: 'a', type: 'file' },
          { name: 'b', type: 'directory' },
          { name: 'c', type: 'link' },
          { name: 'd', type: 'other' },
        ]);
        expect(await workspace.list(workspace.root)).toEqual(await workspace.list('.'));
        expect(await workspace.list('b')).toEqual([]);
      }),
    );

    it(
      'describes files, directories and nothing',
      given(async (workspace) => {
        const before = Date.now() - 2_000;
        await workspace.writeFile('file', text('12345'));

        const file = await workspace.stat('file');

        expect(file).toMatchObject({ type: 'file', size: 5 });
        expect(file?.modifiedAt).toBeGreaterThan(before);
        expect(await workspace.stat(workspace.root)).toMatchObject({ type: 'directory' });
        expect(await workspace.stat('file/below')).toBeUndefined();
        expect(await workspace.stat('none/at/all')).toBeUndefined();
      }),
    );

    it(
      'reads and describes the system',
      given(async (workspace) => {
        expect((await workspace.readFile('/etc/passwd')).toString()).toContain('root:');
        expect(await workspace.stat('/usr')).toMatchObject({ type: 'directory' });
        expect((await workspace.list('/')).map(({ name }) => name)).toEqual(expect.arrayContaining(['etc', 'usr']));
      }),
    );

    it(
      'says why something cannot be done',
      given(async (workspace) => {
        await outputOf(workspace, 'mkdir folder; echo 12345 > file; mkfifo pipe; ln -s /no/where/at/all link');
        const reasonOf = (operation: Promise<unknown>) =>
          operation.then(
            () => 'none',
            (error: { reason: string }) => error.reason,
          );

        expect(await reasonOf(workspace.readFile('none'))).toBe('not_found');
        expect(await reasonOf(workspace.readFile('/usr/none'))).toBe('not_found');
        expect(await reasonOf(workspace.readFile('folder'))).toBe('is_directory');
        expect(await reasonOf(workspace.readFile('/usr'))).toBe('is_directory');
        expect(await reasonOf(workspace.readFile('file/below'))).toBe('not_directory');
        expect(await reasonOf(workspace.readFile('file', { maxBytes: 5 }))).toBe('too_large');
        expect(await reasonOf(workspace.readFile('/etc/passwd', { maxBytes: 5 }))).toBe('too_large');
        expect(await reasonOf(workspace.readFile('pipe'))).toBe('io');
        expect(await reasonOf(workspace.readFile('link'))).toBe('not_found');
        expect(await reasonOf(workspace.writeFile('folder', text('x')))).toBe('is_directory');
        expect(await reasonOf(workspace.writeFile('pipe', text('x')))).toBe('io');
        expect(await reasonOf(workspace.list('file'))).toBe('not_directory');
        expect(await reasonOf(workspace.list('none'))).toBe('not_found');
      }),
    );

    it(
      'keeps outputs where the shell can read them',
      given(async (workspace) => {
        const path = `${workspace.outputDirectory}/long.txt`;

        await workspace.writeFile(path, text('all of it'));

        expect(await outputOf(workspace, `cat '${path}'`)).toBe('all of it');
      }),
    );
  });
}
