import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { ArtifactError } from './artifact-error.js';
import { ByteSource } from './byte-source.js';
import { BLOCK, damaged, parsePax, parseTarHeader, type TarHeader } from './tar-header.js';

const MAX_ENTRIES = 50_000;
const MAX_BYTES = 2 * 1024 * 1024 * 1024;
/** Bytes of a header that says more of the entry behind it. */
const MAX_EXTENSION = 64 * 1024;

/**
 * Unpacks a `.tar.gz` into an empty folder. Files and folders only: links and devices, and names that lead out, are refused.
 * @param strip how many leading folders of each name are left out @throws ArtifactError
 */
export async function unpackArchive(archive: string, into: string, strip: number): Promise<void> {
  const file = createReadStream(archive);
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  try {
    await unpackAll(new ByteSource(file.pipe(unzipped)), into, strip);
  } catch (error) {
    throw isZipError(error) ? damaged() : error;
  } finally {
    file.destroy();
    unzipped.destroy();
  }
}

async function unpackAll(source: ByteSource, into: string, strip: number): Promise<void> {
  const left = { entries: MAX_ENTRIES, bytes: MAX_BYTES };
  let files = 0;
  for (;;) {
    const header = await nextEntry(source);
    if (!header) break;
    left.entries -= 1;
    left.bytes -= header.size;
    if (left.entries < 0 || left.bytes < 0)
      throw new ArtifactError(`The archive has more than ${MAX_ENTRIES} entries, or 2 GiB of content.`);
    files += await unpackEntry(source, header, into, strip);
  }
  if (files === 0) throw new ArtifactError('The archive holds no file, once strip_components is applied.');
}

/** The header of the next entry, with what the headers before it say of it. */
async function nextEntry(source: ByteSource): Promise<TarHeader | undefined> {
  let more: { readonly path?: string; readonly size?: number } = {};
  for (;;) {
    const block = await source.take(BLOCK);
    if (block.length < BLOCK) throw damaged();
    const header = parseTarHeader(block);
    if (!header) return undefined;
    if (!'xgL'.includes(header.type))
      return { ...header, name: more.path ?? header.name, size: more.size ?? header.size };
    const content = await extensionOf(source, header);
    if (header.type === 'x') more = { ...more, ...parsePax(content) };
    if (header.type === 'L') more = { ...more, path: content.toString('utf8').replace(/\0+$/, '') };
  }
}

async function extensionOf(source: ByteSource, { size }: TarHeader): Promise<Buffer> {
  if (size > MAX_EXTENSION) throw damaged();
  const content = await source.take(size);
  await source.take(paddingOf(size));
  return content;
}

/** How many files it made: one or none. */
async function unpackEntry(source: ByteSource, header: TarHeader, into: string, strip: number): Promise<number> {
  const parts = safeParts(header).slice(strip);
  const target = join(into, ...parts);
  if (header.type === '5') await mkdir(target, { recursive: true }).catch(refuseClash);
  else if (parts.length > 0) await writeEntry(source, header, target);
  else for await (const _ of source.pass(header.size));
  await source.take(paddingOf(header.size));
  return header.type === '0' && parts.length > 0 ? 1 : 0;
}

function safeParts({ name, type }: TarHeader): string[] {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const isSafe = !name.startsWith('/') && !parts.includes('..') && !name.includes('\0') && '05'.includes(type);
  if (isSafe) return parts;
  throw new ArtifactError(
    `The archive holds ${JSON.stringify(name.slice(0, 80))}, which is a link, a device or leads out of it. Pack plain files only.`,
  );
}

async function writeEntry(source: ByteSource, { size, mode }: TarHeader, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true }).catch(refuseClash);
  const file = await open(target, 'wx', (mode & 0o555) | 0o400).catch(refuseClash);
  let written = 0;
  try {
    for await (const piece of source.pass(size)) {
      await file.writeFile(piece);
      written += piece.length;
    }
  } finally {
    await file.close();
  }
  if (written < size) throw damaged();
}

function refuseClash(error: NodeJS.ErrnoException): never {
  if (error.code === 'EEXIST' || error.code === 'ENOTDIR')
    throw new ArtifactError('The archive holds two entries of one name.');
  throw error;
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

function isZipError(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return code.startsWith('Z_');
}
