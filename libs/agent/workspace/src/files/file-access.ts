import type { DirectoryEntry, FileStat } from '@openhands-nest/agent-ports';

/** The file half of a workspace, for absolute paths. All methods throw WorkspaceError. */
export interface FileAccess {
  readFile(path: string, maxBytes: number): Promise<Buffer>;
  writeFile(path: string, content: Uint8Array, mustBeNew: boolean): Promise<void>;
  /** Undefined when nothing is there. */
  stat(path: string): Promise<FileStat | undefined>;
  /** In no particular order. */
  list(path: string): Promise<readonly DirectoryEntry[]>;
}
