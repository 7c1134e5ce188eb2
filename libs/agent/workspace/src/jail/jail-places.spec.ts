import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf } from '../testing/output-of.js';
import { aFolder, aProvider, canJail } from '../testing/test-machine.js';

const jails = (await canJail()) ? describe : describe.skip;

jails('places of a jail', () => {
  it('works in a folder below /tmp, which is private otherwise', async () => {
    const outer = realpathSync(mkdtempSync(join(tmpdir(), 'jail-places-')));
    writeFileSync(join(outer, 'not-for-you'), 'x');
    const { openIn, remove } = await aProvider({ sandbox: 'bwrap' });
    const workspace = await openIn(join(outer, 'inner', 'work'), 'one');

    await workspace.writeFile('file', Buffer.from('tool'));
    await workspace.writeFile('/tmp/private', Buffer.from('tool'));

    expect(await outputOf(workspace, `cat file /tmp/private; ls ${outer}`)).toBe('tooltoolinner');
    expect(readFileSync(join(outer, 'inner/work/file'), 'utf8')).toBe('tool');
    expect(await outputOf(workspace, `mv ${outer}/inner ${outer}/away 2>/dev/null || echo pinned`)).toBe('pinned');
    await workspace.close();
    await Promise.all([remove(), rm(outer, { recursive: true })]);
  });

  it('shows what was named as readable also below /tmp', async () => {
    const outer = realpathSync(mkdtempSync(join(tmpdir(), 'jail-places-')));
    mkdirSync(join(outer, 'tool'));
    writeFileSync(join(outer, 'tool/share'), 'hello');
    writeFileSync(join(outer, 'not-for-you'), 'x');
    const { open, remove } = await aProvider({ sandbox: 'bwrap', readPaths: [join(outer, 'tool')] });
    const workspace = await open();

    expect(await outputOf(workspace, `cat ${outer}/tool/share; ls ${outer}`)).toBe('hellotool');
    expect(await outputOf(workspace, `touch ${outer}/tool/new || echo refused`)).toBe('refused');
    await Promise.all([remove(), rm(outer, { recursive: true })]);
  });

  it('keeps /tmp and the home between programs, apart for each conversation', async () => {
    const { open, remove } = await aProvider({ sandbox: 'bwrap' });
    const [one, two] = [await open('one'), await open('two')];

    await outputOf(one, 'echo x > /tmp/a; echo y > ~/b; echo z > /dev/shm/c');

    expect(await outputOf(one, 'cat /tmp/a ~/b /dev/shm/c')).toBe('x\ny\nz');
    expect(await outputOf(two, 'ls -A /tmp ~ /dev/shm | grep -E "^[abc]$"')).toBe('');
    await remove();
  });

  it("shows installed programs of the server's home, and nothing beside them", async () => {
    const home = aFolder();
    mkdirSync(join(home.path, 'tool/bin'), { recursive: true });
    writeFileSync(join(home.path, 'tool/bin/hello'), '#!/bin/sh\ncat "$(dirname "$0")/../share"\n', { mode: 0o755 });
    writeFileSync(join(home.path, 'tool/share'), 'hello');
    writeFileSync(join(home.path, '.netrc'), 'password');
    const environment = { HOME: home.path, PATH: `${home.path}/tool/bin:${home.path}:/usr/bin:/bin` };
    const { open, remove } = await aProvider({ sandbox: 'bwrap', environment });
    const workspace = await open();

    expect(await outputOf(workspace, 'hello')).toBe('hello');
    expect(await outputOf(workspace, `ls -A ${home.path}; touch ${home.path}/tool/new || echo refused`)).toBe(
      'tool\nrefused',
    );
    await Promise.all([remove(), home.remove()]);
  });

  it('works in the home itself when told so, with the data of the server hidden in it', async () => {
    const home = aFolder();
    const environment = { HOME: home.path, PATH: process.env.PATH };
    const dataDirectory = join(home.path, 'deep/.server');
    const { openIn, remove } = await aProvider({ sandbox: 'bwrap', environment, dataDirectory });
    writeFileSync(join(dataDirectory, 'server.db'), 'secret');
    const workspace = await openIn(home.path, 'one');

    expect(
      await outputOf(workspace, 'echo x > file; cat file; ls -A deep/.server; mv deep away 2>/dev/null || echo pinned'),
    ).toBe('x\nscratch\npinned');
    expect(await workspace.stat('deep/.server/server.db')).toBeUndefined();
    await expect(workspace.writeFile('deep/.server/server.db', Buffer.from('x'))).rejects.toMatchObject({
      reason: 'denied',
    });
    expect(readFileSync(join(dataDirectory, 'server.db'), 'utf8')).toBe('secret');
    await Promise.all([remove(), home.remove()]);
  });

  it('refuses to go on when its folder was replaced by a link', async () => {
    const { folder, openIn, remove } = await aProvider({ sandbox: 'bwrap' });
    const workspace = await openIn(join(folder, 'shared/work'), 'one');
    await rm(join(folder, 'shared/work'), { recursive: true });
    symlinkSync('/etc', join(folder, 'shared/work'));

    await expect(workspace.execute({ command: ['true'], cwd: '/' })).rejects.toMatchObject({ reason: 'denied' });
    await expect(workspace.writeFile('written-by-jail', Buffer.from('x'))).rejects.toMatchObject({ reason: 'denied' });
    await remove();
  });

  it('can be without network', async () => {
    const { open, remove } = await aProvider({ sandbox: 'bwrap', network: 'none' });
    const others = Object.keys(networkInterfaces()).filter((name) => name !== 'lo');

    const seen = await outputOf(await open(), 'cat /proc/net/dev');

    expect(seen).toContain('lo:');
    for (const name of others) expect(seen).not.toContain(`${name}:`);
    await remove();
  });
});
