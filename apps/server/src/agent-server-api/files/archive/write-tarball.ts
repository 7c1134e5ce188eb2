import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { listFiles } from './list-files.js';

const MANIFEST = 'archive_manifest.json';
const TIMEOUT_MS = 300_000;
/** Tar's way to say that files changed while it read them. */
const FILES_CHANGED = 1;

/** Writes a compressed archive of a directory, with a list of what is in it. @param scratch an empty directory of our own */
export async function writeTarball(directory: string, exclusions: readonly string[], scratch: string): Promise<string> {
  const { paths, fileCount, totalBytes } = await listFiles(directory, exclusions);
  const name = basename(directory);
  const manifest = {
    excludes: exclusions,
    file_count: fileCount,
    format: 'tar.gz',
    source: name,
    total_bytes: totalBytes,
  };
  await mkdir(join(scratch, name));
  await writeFile(join(scratch, name, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const list = join(scratch, 'paths');
  const own = join(scratch, 'own-paths');
  await writeFile(list, [name, ...paths.map((path) => `${name}/${path}`)].join('\0'));
  await writeFile(own, `${name}/${MANIFEST}`);

  const archive = join(scratch, 'archive.tar.gz');
  const options = ['--gzip', '--no-recursion', '--null', '--verbatim-files-from', '--ignore-failed-read'];
  const sources = [`--directory=${dirname(directory)}`, `--files-from=${list}`];
  const added = [`--directory=${scratch}`, `--files-from=${own}`];
  await runTar(['--create', `--file=${archive}`, ...options, ...sources, ...added]);
  return archive;
}

function runTar(args: readonly string[]): Promise<void> {
  const options = { env: { PATH: process.env.PATH, LC_ALL: 'C' }, timeout: TIMEOUT_MS, killSignal: 'SIGKILL' as const };
  return new Promise((resolve, reject) => {
    execFile('tar', args, options, (error) => {
      if (!error || error.code === FILES_CHANGED) resolve();
      else reject(error);
    });
  });
}
