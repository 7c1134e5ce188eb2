import { openFileBelow } from '../../agent-server-api/workspace/open-workspace-file.js';
import { HttpProblem } from '../../http/problems.js';
import { insideOf } from './app-workspace.js';

/** Larger files are not shown, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The text of a file of a workspace. @param root real path @throws HttpProblem 400 outside, 404, 413, 415 for what is no text */
export async function readText(root: string, given: string): Promise<string> {
  const inside = insideOf(root, given);
  if (inside === undefined) throw refused(400, 'The path leaves the workspace');
  const file = await openFileBelow(root, inside).catch(inAppWords);
  if (file === undefined) throw refused(400, 'The path is not a file');
  try {
    if (file.size > MAX_BYTES) throw refused(413, `The file is larger than ${MAX_BYTES} bytes. Download it instead.`);
    return textOf(await file.handle.readFile());
  } finally {
    await file.handle.close();
  }
}

function textOf(bytes: Buffer): string {
  const isBinary = bytes.includes(0);
  try {
    if (!isBinary) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Told below.
  }
  throw refused(415, 'The file is binary: it has no text that could be shown.');
}

/** Files are refused with `error` here, which is what the frontend shows. */
export function inAppWords(error: unknown): never {
  if (error instanceof HttpProblem) throw refused(error.status, error.message);
  throw error;
}

function refused(status: number, error: string): HttpProblem {
  return new HttpProblem(status, { error });
}
