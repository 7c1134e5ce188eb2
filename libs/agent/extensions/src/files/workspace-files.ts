import { dirname } from 'node:path/posix';
import { WorkspaceError, type DirectoryEntry, type Workspace } from '@openhands-nest/agent-ports';
import { decodeText, tooLarge } from './decode-text.js';
import { DiskFiles } from './disk-files.js';
import { MAX_ENTRIES, MAX_FILE_BYTES, type ExtensionFiles, type FolderEntry } from './extension-files.js';

/** What is the same as "nothing there" to somebody who only looks for files. */
const ABSENT: ReadonlySet<WorkspaceError['reason']> = new Set(['not_found', 'not_directory', 'is_directory', 'denied']);

/** The files of a workspace, exactly as its tools see them: a link out of it leads nowhere new. */
export class WorkspaceFiles implements ExtensionFiles {
  constructor(private readonly workspace: Workspace) {}

  async list(directory: string): Promise<readonly FolderEntry[]> {
    const entries = await this.orAbsent(() => this.workspace.list(directory));
    const known = await Promise.all(
      (entries ?? []).slice(0, MAX_ENTRIES).map((entry) => this.followed(directory, entry)),
    );
    return known.filter((entry) => entry !== undefined);
  }

  async read(file: string): Promise<string | undefined> {
    try {
      const bytes = await this.orAbsent(() => this.workspace.readFile(file, { maxBytes: MAX_FILE_BYTES }));
      return bytes && decodeText(bytes);
    } catch (error) {
      throw error instanceof WorkspaceError && error.reason === 'too_large' ? tooLarge(MAX_FILE_BYTES) : error;
    }
  }

  async realPath(path: string): Promise<string> {
    const { stdout, exitCode } = await this.workspace.execute({ command: ['realpath', '--', path], timeoutMs: 5_000 });
    return exitCode === 0 ? stdout.toString().trimEnd() : path;
  }

  async findUp(directory: string, name: string): Promise<string | undefined> {
    const entries = await this.list(directory);
    if (entries.some((entry) => entry.name === name)) return directory;
    // Only whether it is there: what is read below it is read through the workspace, which may show nothing of it.
    return directory === '/' ? undefined : new DiskFiles().findUp(dirname(directory), name);
  }

  private async followed(directory: string, { name, type }: DirectoryEntry): Promise<FolderEntry | undefined> {
    if (type === 'file' || type === 'directory') return { name, type };
    if (type !== 'link') return undefined;
    const target = await this.orAbsent(() => this.workspace.stat(`${directory}/${name}`));
    return target && target.type !== 'other' ? { name, type: target.type } : undefined;
  }

  private async orAbsent<T>(look: () => Promise<T>): Promise<T | undefined> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof WorkspaceError && ABSENT.has(error.reason)) return undefined;
      throw error;
    }
  }
}
