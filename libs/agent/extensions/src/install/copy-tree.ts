import { copyFile, lstat, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { InvalidExtensionError } from '../fetch/extension-errors.js';

const MAX_FILES = 10_000;
const MAX_BYTES = 128 * 1024 * 1024;
const MAX_DEPTH = 30;

/**
 * Copies a directory without its `.git`. A link inside of it is copied as what it leads to; one that leads out is left out, so that
 * nothing of the server gets into what a stranger made. @throws InvalidExtensionError when it is too large
 */
export async function copyTree(from: string, to: string): Promise<void> {
  const budget = { files: MAX_FILES, bytes: MAX_BYTES };
  await copyFolder({ from, to, root: await realpath(from), depth: 0, budget });
}

interface Job {
  readonly from: string;
  readonly to: string;
  readonly root: string;
  readonly depth: number;
  readonly budget: { files: number; bytes: number };
}

async function copyFolder(job: Job): Promise<void> {
  if (job.depth > MAX_DEPTH) throw new InvalidExtensionError(`Its folders are nested deeper than ${MAX_DEPTH}.`);
  await mkdir(job.to, { recursive: true });
  for (const name of await readdir(job.from)) {
    if (name === '.git') continue;
    await copyEntry({ ...job, from: join(job.from, name), to: join(job.to, name), depth: job.depth + 1 });
  }
}

async function copyEntry(job: Job): Promise<void> {
  if ((await lstat(job.from)).isSymbolicLink() && !(await leadsInside(job))) return;
  const found = await stat(job.from);
  if (found.isDirectory()) return copyFolder(job);
  if (!found.isFile()) return;
  job.budget.files -= 1;
  job.budget.bytes -= found.size;
  if (job.budget.files < 0 || job.budget.bytes < 0)
    throw new InvalidExtensionError(`It has more than ${MAX_FILES} files or ${MAX_BYTES / 1024 / 1024} MiB.`);
  await copyFile(job.from, job.to);
}

async function leadsInside({ from, root }: Job): Promise<boolean> {
  const target = await realpath(from).catch(() => '');
  return target.startsWith(root + sep);
}
