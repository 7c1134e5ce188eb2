import { NewerSchemaError } from './migrate.js';

/** Primary result codes of SQLite, the low byte of an error's `errcode`. */
const SqliteCode = {
  Busy: 5,
  Locked: 6,
  ReadOnly: 8,
  Corrupt: 11,
  Full: 13,
  CannotOpen: 14,
  NotADatabase: 26,
} as const;

const DAMAGED = 'is damaged, or is no database. Restore it from a backup, or move it away to start with an empty one.';
const UNREACHABLE =
  'cannot be opened for writing. Check that its folder exists and that this user may write to folder and file.';
const BUSY = 'is being used by another program. Stop that program, or choose another data folder.';

const ADVICE: Readonly<Record<string | number, string>> = {
  [SqliteCode.Busy]: BUSY,
  [SqliteCode.Locked]: BUSY,
  [SqliteCode.ReadOnly]: UNREACHABLE,
  [SqliteCode.CannotOpen]: UNREACHABLE,
  [SqliteCode.Corrupt]: DAMAGED,
  [SqliteCode.NotADatabase]: DAMAGED,
  [SqliteCode.Full]: 'cannot be written because the disk is full. Free some space and start again.',
  ENOSPC: 'cannot be written because the disk is full. Free some space and start again.',
  EACCES: UNREACHABLE,
  EPERM: UNREACHABLE,
  EROFS: UNREACHABLE,
  ENOTDIR: UNREACHABLE,
  EEXIST: UNREACHABLE,
  EISDIR: 'is a folder. Name a file, or move the folder away.',
};

/** Why a database could not be opened and what to do about it, as a sentence for people. */
export function openingProblem(file: string, error: unknown): string {
  if (error instanceof NewerSchemaError) {
    return `The database ${file} was written by a newer version of this server. Install that version, or choose another data folder.`;
  }
  const { errcode, code, message } = error as { errcode?: number; code?: string; message?: string };
  const advice = (errcode !== undefined && ADVICE[errcode & 0xff]) || (code && ADVICE[code]);
  return advice
    ? `The database ${file} ${advice}`
    : `The database ${file} cannot be opened: ${message ?? String(error)}.`;
}
