import { open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { decodeText, tooLarge } from './decode-text.js';
import { MAX_ENTRIES, MAX_FILE_BYTES, type ExtensionFiles, type FolderEntry } from './extension-files.js';

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG']);

/** Files of the server's own disk. With a root, nothing outside of it is there, whatever links say. */
export class DiskFiles implements ExtensionFiles {
  constructor(private readonly root?: string) {}

  async list(directory: string): Promise<readonly FolderEntry[]> {
    const names = await orAbsent(async () => (await this.mayLook(directory)) && (await readdir(directory)));
    const entries = await Promise.all(
      (names || [])
        .sort()
        .slice(0, MAX_ENTRIES)
        .map((name) => this.entry(directory, name)),
    );
    return entries.filter((entry) => entry !== undefined);
  }

  async read(file: string): Promise<string | undefined> {
    const bytes = await orAbsent(async () => ((await this.mayLook(file)) ? readBounded(file) : undefined));
    return bytes && decodeText(bytes);
  }

  async realPath(path: string): Promise<string> {
    return (await orAbsent(() => realpath(path))) ?? path;
  }

  async findUp(directory: string, name: string): Promise<string | undefined> {
    for (let path = directory; ; path = dirname(path)) {
      if (await orAbsent(() => stat(`${path}/${name}`))) return path;
      if (path === dirname(path)) return undefined;
    }
  }

  private async entry(directory: string, name: string): Promise<FolderEntry | undefined> {
    const path = `${directory}/${name}`;
    const found = await orAbsent(async () => ((await this.mayLook(path)) ? stat(path) : undefined));
    if (found?.isDirectory()) return { name, type: 'directory' };
    return found?.isFile() ? { name, type: 'file' } : undefined;
  }

  private async mayLook(path: string): Promise<boolean> {
    if (this.root === undefined) return true;
    const [root, target] = await Promise.all([realpath(this.root), realpath(path)]);
    return target === root || target.startsWith(root + sep);
  }
}

/** Never waits for a pipe, and never reads a device. */
async function readBounded(file: string): Promise<Buffer | undefined> {
  const found = await stat(file);
  if (!found.isFile()) return undefined;
  if (found.size > MAX_FILE_BYTES) throw tooLarge(MAX_FILE_BYTES);
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(found.size), 0, found.size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function orAbsent<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
