import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repositoryFacts, writeWorkPatch, type WorkPatch } from '@openhands-nest/agent-workspace';
import { ArchiveFormat, type ArchiveQuery } from '@openhands-nest/contracts/agent-server';
import { openServedFile, type ServedFile } from '../../../http/files/served-file.js';
import { HttpProblem } from '../../../http/problems.js';
import { archivedDirectory } from './archived-directory.js';
import { exclusionsOf } from './exclusions.js';
import { writeTarball } from './write-tarball.js';

export interface Archive {
  readonly file: ServedFile;
  readonly name: string;
  readonly contentType: string;
  /** About the repository, percent-encoded. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Makes an archive of a directory. Nothing of it is left on the disk once it has been read.
 * @param within the only directory whose repositories count @throws GitViewError, HttpProblem
 */
export async function createArchive(path: string, query: ArchiveQuery, within?: string): Promise<Archive> {
  const directory = await archivedDirectory(path, within);
  const scratch = await mkdtemp(join(tmpdir(), 'openhands-nest-archive-'));
  try {
    return query.format === ArchiveFormat.TarGz
      ? await tarball(directory, query, scratch, within)
      : await patch(directory, query, scratch, within);
  } finally {
    // What is open can still be read.
    await rm(scratch, { recursive: true, force: true });
  }
}

async function tarball(directory: string, query: ArchiveQuery, scratch: string, within?: string): Promise<Archive> {
  if (basename(directory) === '') throw new HttpProblem(400, { detail: 'The root directory cannot be archived' });
  const facts = await repositoryFacts(directory, within);
  const written = await writeTarball({ directory, exclusions: exclusions(query), within, scratch });
  const headers = facts ? headersOf(facts) : {};
  return {
    file: await opened(written),
    name: `${basename(directory)}.tar.gz`,
    contentType: 'application/gzip',
    headers,
  };
}

async function patch(directory: string, query: ArchiveQuery, scratch: string, within?: string): Promise<Archive> {
  const file = join(scratch, 'work.patch');
  const baseRef = query.base_ref ?? undefined;
  const work = await writeWorkPatch(directory, { file, baseRef, exclude: exclusions(query), within });
  const headers = headersOf(work, work.baseCommit === undefined ? undefined : (baseRef ?? 'auto'));
  const name = `${basename(directory)}.patch`;
  return { file: await opened(file), name, contentType: 'text/x-patch; charset=utf-8', headers };
}

function exclusions({ use_default_excludes: useDefaults, exclude }: ArchiveQuery): string[] {
  return exclusionsOf(useDefaults, exclude ?? []);
}

async function opened(path: string): Promise<ServedFile> {
  const file = await openServedFile(path);
  if (file === undefined) throw new Error('The archive was not written');
  return file;
}

function headersOf(work: WorkPatch, baseRef?: string): Record<string, string> {
  const headers = {
    'x-archive-repo-remote': work.remote,
    'x-archive-branch': work.branch,
    'x-archive-head-commit': work.headCommit,
    'x-archive-repo-root': work.root,
    'x-archive-base-commit': work.baseCommit,
    'x-archive-base-ref': baseRef,
  };
  const present = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, encodeURIComponent(value.toWellFormed())]));
}
