import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackendPlatform, CanvasExtensionBackendArtifact } from '@openhands-nest/contracts/agent-server';
import { openInside } from '../open-inside.js';
import { ArtifactError } from './artifact-error.js';
import { fetchArtifact, wrongHash, type FetchLimits } from './fetch-artifact.js';
import { unpackArchive } from './unpack-archive.js';

/** A program that a person has agreed to. */
export interface PreparedProgram {
  readonly revision: string;
  readonly platform: BackendPlatform;
  readonly sha256: string;
}

export interface ProgramSource {
  /** Folder of the extension. */
  readonly packageRoot: string;
  readonly artifact: CanvasExtensionBackendArtifact;
}

const RECORD = 'prepared.json';

/** Unpacked programs of extensions, each in a folder named after the hash of its archive, and which of them were agreed to. */
export class ProgramShelf {
  constructor(
    private readonly directory: string,
    private readonly limits: FetchLimits = {},
  ) {}

  /** Undefined when there is none. */
  async find(name: string): Promise<PreparedProgram | undefined> {
    const text = await readFile(join(this.directory, name, RECORD), 'utf8').catch(() => undefined);
    const record = text === undefined ? undefined : (JSON.parse(text) as PreparedProgram);
    return record && (await isFolder(this.folderOf(name, record.sha256))) ? record : undefined;
  }

  /** Where a program is unpacked. */
  folderOf(name: string, sha256: string): string {
    return join(this.directory, name, sha256);
  }

  /** Gets, checks and unpacks a program, completely or not at all. @throws ArtifactError */
  async prepare(name: string, source: ProgramSource, program: PreparedProgram): Promise<void> {
    const home = join(this.directory, name);
    await mkdir(home, { recursive: true });
    const draft = await mkdtemp(join(home, '.new-'));
    try {
      if (!(await isFolder(this.folderOf(name, program.sha256)))) await this.unpack(draft, home, source);
      await writeFile(join(draft, RECORD), JSON.stringify(program));
      await rename(join(draft, RECORD), join(home, RECORD));
      await removeOthers(home, program.sha256);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  /** What was agreed to counts no more. */
  async withdraw(name: string): Promise<void> {
    await rm(join(this.directory, name, RECORD), { force: true });
  }

  async remove(name: string): Promise<void> {
    await rm(join(this.directory, name), { recursive: true, force: true });
  }

  private async unpack(draft: string, home: string, { packageRoot, artifact }: ProgramSource): Promise<void> {
    const archive = join(draft, 'archive.tar.gz');
    const { path, url, sha256, strip_components: strip } = artifact;
    if (url === null) await copyChecked(packageRoot, path, sha256, archive);
    else await fetchArtifact({ url, sha256 }, archive, this.limits);
    await mkdir(join(draft, 'program'));
    await unpackArchive(archive, join(draft, 'program'), strip);
    await rename(join(draft, 'program'), join(home, sha256));
  }
}

/** What is unpacked is what was checked, whatever happens to the file meanwhile. */
async function copyChecked(packageRoot: string, path: string, sha256: string, to: string): Promise<void> {
  const file = await openInside(packageRoot, path);
  if (!file) throw new ArtifactError(`There is no archive ${path} in the extension.`);
  await pipeline(file.handle.createReadStream(), createWriteStream(to, { flags: 'wx', mode: 0o600 }));
  const hash = createHash('sha256');
  await pipeline(createReadStream(to), hash);
  if (hash.digest('hex') !== sha256) throw wrongHash();
}

async function removeOthers(home: string, kept: string): Promise<void> {
  const old = (await readdir(home)).filter((entry) => /^[0-9a-f]{64}$/.test(entry) && entry !== kept);
  await Promise.all(old.map((entry) => rm(join(home, entry), { recursive: true, force: true })));
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
