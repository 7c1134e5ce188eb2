import { WorkspaceError } from '@openhands-nest/agent-ports';

type Reason = WorkspaceError['reason'];

const REASONS: Readonly<Record<string, Reason>> = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_directory',
  EISDIR: 'is_directory',
  EEXIST: 'exists',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ELOOP: 'denied',
};

/** The error that a workspace reports, with a sentence that names the path. */
export function fileError(reason: Reason, path: string): WorkspaceError {
  return new WorkspaceError(reason, SENTENCES[reason](path));
}

/** Translates an error of the operating system; a WorkspaceError stays as it is. */
export function toWorkspaceError(error: unknown, path: string): WorkspaceError {
  if (error instanceof WorkspaceError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return fileError(REASONS[code] ?? 'io', path);
}

/** Whether the operating system says that nothing is there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

const SENTENCES = {
  not_found: (path) => `${path} does not exist. Check the path.`,
  is_directory: (path) => `${path} is a directory. Name a file in it.`,
  not_directory: (path) => `${path} is not a directory, or a part of the path is a file. Check the path.`,
  denied: (path) => `${path} may not be accessed from this workspace. Choose a path inside it.`,
  exists: (path) => `${path} exists already. Choose another name.`,
  too_large: (path) => `${path} is too large to be read as a whole. Read a part of it in the terminal.`,
  io: (path) => `${path} could not be read or written. Check that it is a regular file and that the disk is not full.`,
} satisfies Record<Reason, (path: string) => string>;
