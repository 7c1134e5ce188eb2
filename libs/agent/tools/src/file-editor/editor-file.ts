import { WorkspaceError, type FileStat, type Workspace } from '@openhands-nest/agent-ports';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { EditRefused } from './edit-refused.js';
import { decodeText, encodeText, type DecodedText } from './text-codec.js';

const MEGABYTE = 1024 * 1024;

/** An existing text file as it is now. */
export interface EditorFile extends DecodedText {
  readonly path: string;
  readonly bytes: Buffer;
}

/** @throws EditRefused when the path is no file that can be edited. */
export async function openTextFile(workspace: Workspace, path: string): Promise<EditorFile> {
  const bytes = await readBytes(workspace, path, await existing(workspace, path));
  const decoded = decodeText(bytes);
  if (!decoded)
    throw new EditRefused(`${path} is a binary file. The editor handles text only; use the terminal (file, xxd, …).`);
  return { ...decoded, path, bytes };
}

/** @throws EditRefused when nothing is there, or it is too large. */
export async function readBytes(workspace: Workspace, path: string, found: FileStat): Promise<Buffer> {
  if (found.type === 'directory') throw new EditRefused(`${path} is a directory. Only view works on directories.`);
  if (found.type !== 'file') throw new EditRefused(`${path} is neither a file nor a directory.`);
  if (found.size > Limits.EDITOR_FILE_BYTES) throw tooLarge(path, found.size);
  return workspace.readFile(path, { maxBytes: Limits.EDITOR_FILE_BYTES }).catch((error: unknown) => {
    if (error instanceof WorkspaceError && error.reason === 'too_large') throw tooLarge(path);
    throw error;
  });
}

export async function existing(workspace: Workspace, path: string): Promise<FileStat> {
  const found = await workspace.stat(path);
  if (!found) throw new EditRefused(`${path} does not exist. Check the path, or make the file with create.`);
  return found;
}

/** The file's bytes with other text. @throws EditRefused when its encoding lacks some of the characters. */
export function bytesWith(file: EditorFile, text: string): Buffer {
  const bytes = encodeText(text, file);
  if (!bytes) {
    throw new EditRefused(
      `${file.path} is encoded in ${file.encoding}, which does not have all characters of the new text. Use other characters, or convert the file to UTF-8 first (iconv in the terminal).`,
    );
  }
  if (bytes.length > Limits.EDITOR_FILE_BYTES) throw tooLarge(file.path, bytes.length);
  return bytes;
}

export function tooLarge(path: string, bytes?: number): EditRefused {
  const size = bytes === undefined ? '' : ` (${(bytes / MEGABYTE).toFixed(1)} MB)`;
  return new EditRefused(
    `${path} is too large${size}; the editor's limit is ${Limits.EDITOR_FILE_BYTES / MEGABYTE} MB. Use the terminal (sed, head, …).`,
  );
}
