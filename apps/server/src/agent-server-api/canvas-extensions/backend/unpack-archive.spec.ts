import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unpackArchive } from './unpack-archive.js';

const run = promisify(execFile);

let folder: string;
let into: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'));
  into = join(folder, 'into');
  await mkdir(into);
  await mkdir(join(folder, 'from/bin'), { recursive: true });
  await writeFile(join(folder, 'from/bin/run'), '#!/bin/sh\n');
  await chmod(join(folder, 'from/bin/run'), 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What `tar` makes of the folder `from`. */
async function packed(...options: string[]): Promise<string> {
  const archive = join(folder, 'archive.tar.gz');
  await run('tar', ['-czf', archive, ...options, '-C', join(folder, 'from'), '.']);
  return archive;
}

/** The archive with something of its bytes changed, and the sum of its first header made right again. */
async function changed(archive: string, change: (tar: Buffer) => void): Promise<string> {
  const tar = gunzipSync(await readFile(archive));
  change(tar);
  tar.write('        ', 148, 'latin1');
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  await writeFile(archive, gzipSync(tar));
  return archive;
}

describe('unpackArchive', () => {
  it.each(['gnu', 'pax', 'ustar'])('unpacks what tar makes in the format %s, long names too', async (format) => {
    const deep = format === 'ustar' ? 'a'.repeat(90) : 'ä'.repeat(110);
    await mkdir(join(folder, 'from', deep));
    await writeFile(join(folder, 'from', deep, 'data.bin'), Buffer.alloc(70_000, 7));

    await unpackArchive(await packed(`--format=${format}`), into, 0);

    expect(await readFile(join(into, 'bin/run'), 'utf8')).toBe('#!/bin/sh\n');
    expect((await stat(join(into, 'bin/run'))).mode & 0o777).toBe(0o555);
    expect(await readFile(join(into, deep, 'data.bin'))).toEqual(Buffer.alloc(70_000, 7));
  });

  it('leaves leading folders out, and refuses to be left with nothing', async () => {
    await writeFile(join(folder, 'from/README'), 'x');
    const archive = await packed();

    await unpackArchive(archive, into, 1);

    expect(await readdir(into)).toEqual(['run']);
    await expect(unpackArchive(archive, await mkdtemp(join(folder, 'none-')), 5)).rejects.toThrow('holds no file');
  });

  it('refuses links, which could lead anywhere', async () => {
    await symlink('/etc', join(folder, 'from/etc'));
    await expect(unpackArchive(await packed(), into, 0)).rejects.toThrow('"./etc", which is a link');
  });

  it.each(['../evil', '/tmp/evil', 'a/../../evil'])('refuses the name %s', async (name) => {
    const archive = join(folder, 'archive.tar.gz');
    await run('tar', ['-czf', archive, '-C', join(folder, 'from/bin'), 'run']);
    const evil = await changed(archive, (tar) => void tar.fill(0, 0, 100).write(name, 'latin1'));
    await expect(unpackArchive(evil, into, 0)).rejects.toThrow('leads out of it');
    expect(await readdir(folder)).not.toContain('evil');
  });

  it('refuses two files of one name', async () => {
    const archive = join(folder, 'archive.tar.gz');
    await run('tar', ['-czf', archive, '--hard-dereference', '-C', join(folder, 'from/bin'), 'run', './run']);
    await expect(unpackArchive(archive, into, 0)).rejects.toThrow('two entries of one name');
  });

  it('tells what is damaged from what is whole', async () => {
    await writeFile(join(folder, 'from/data.bin'), Buffer.alloc(5_000, 7));
    const whole = await readFile(await packed());
    const tar = gunzipSync(whole);
    const broken = [
      whole.subarray(0, 60),
      Buffer.from('no zip'),
      gzipSync(tar.subarray(0, 700)),
      gzipSync(Buffer.alloc(512, 65)),
    ];
    for (const [index, bytes] of broken.entries()) {
      const file = join(folder, `broken-${index}`);
      await writeFile(file, bytes);
      const target = await mkdtemp(join(folder, 'target-'));
      await expect(unpackArchive(file, target, 0)).rejects.toThrow('damaged, or no .tar.gz');
    }
  });
});
