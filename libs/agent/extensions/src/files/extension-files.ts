/** One entry of a directory; links count as what they lead to. */
export interface FolderEntry {
  readonly name: string;
  readonly type: 'file' | 'directory';
}

/**
 * Files from which skills and plugins are read: those of a workspace, as its tools see them, or those of the server's disk.
 * Paths are absolute, with `/`. What is missing, or lies out of bounds, is not there.
 */
export interface ExtensionFiles {
  /** Sorted by name; empty when there is no such directory. */
  list(directory: string): Promise<readonly FolderEntry[]>;
  /** UTF-8 text; undefined when there is no such file. @throws SkillFormatError when it is too large or no text */
  read(file: string): Promise<string | undefined>;
  /** Where a path leads in the end, so that one file under two names is known as one. */
  realPath(path: string): Promise<string>;
  /** The nearest directory, from this one up, that has an entry of this name. */
  findUp(directory: string, name: string): Promise<string | undefined>;
}

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 512 * 1024;
/** Entries of one directory that are looked at. */
export const MAX_ENTRIES = 2_000;
