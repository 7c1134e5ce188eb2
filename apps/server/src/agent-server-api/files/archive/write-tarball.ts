import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { excluder } from './exclusions.js';
import { readTree, type TreeEntry } from './read-tree.js';
import { padding, tarEnd, tarHeader } from './tar-entry.js';

const MANIFEST = 'archive_manifest.json';
const TIMEOUT_MS = 300_000;

export interface TarballRequest {
  /** Real path. */
  readonly directory: string;
  readonly exclusions: readonly string[];
  /** The only directory that it may lie in; undefined: anywhere. */
  readonly within?: string | undefined;
  /** A directory of our own for the archive. */
  readonly scratch: string;
}

/** Writes a compressed archive of a directory, with a list of what is in it, and answers its path. @throws HttpProblem */
export async function writeTarball(request: TarballRequest): Promise<string> {
  const archive = join(request.scratch, 'archive.tar.gz');
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  await pipeline(Readable.from(tarOf(request)), createGzip(), createWriteStream(archive), { signal });
  return archive;
}

async function* tarOf({ directory, exclusions, within }: TarballRequest): AsyncGenerator<Buffer> {
  const name = basename(directory);
  const made = Date.now();
  yield tarHeader({ path: `${name}/`, type: 'directory', mode: 0o755, size: 0, modifiedMs: made });
  const manifest = { excludes: exclusions, file_count: 0, format: 'tar.gz', source: name, total_bytes: 0 };
  for await (const entry of readTree(directory, excluder(exclusions), within)) {
    const { isFile, bytes } = yield* partsOf(entry, `${name}/${entry.path}`, made);
    if (isFile) manifest.file_count += 1;
    manifest.total_bytes += bytes;
  }
  const list = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`);
  yield tarHeader({ path: `${name}/${MANIFEST}`, type: 'file', mode: 0o644, size: list.length, modifiedMs: made });
  yield list;
  yield Buffer.concat([padding(list.length), tarEnd()]);
}

/** An entry with its content. What turned into something else, such as a pipe, is left out. */
async function* partsOf(
  entry: TreeEntry,
  path: string,
  made: number,
): AsyncGenerator<Buffer, { readonly isFile: boolean; readonly bytes: number }> {
  if (entry.kind === 'link') {
    yield tarHeader({ path, type: 'link', mode: 0o777, size: 0, modifiedMs: made, target: entry.target });
    return { isFile: false, bytes: 0 };
  }
  const stats = await entry.handle.stat();
  const { mode, mtimeMs: modifiedMs, size } = stats;
  if (entry.kind === 'directory') yield tarHeader({ path: `${path}/`, type: 'directory', mode, size: 0, modifiedMs });
  if (entry.kind === 'directory' || !stats.isFile()) return { isFile: false, bytes: 0 };
  yield tarHeader({ path, type: 'file', mode, size, modifiedMs });
  let missing = size;
  if (size > 0) {
    for await (const chunk of entry.handle.createReadStream({ start: 0, end: size - 1, autoClose: false })) {
      yield chunk as Buffer;
      missing -= (chunk as Buffer).length;
    }
  }
  // A file that shrank meanwhile is as long as was said.
  for (; missing > 0; missing -= FILLING.length) yield FILLING.subarray(0, missing);
  yield padding(size);
  return { isFile: true, bytes: size };
}

const FILLING = Buffer.alloc(64 * 1024);
