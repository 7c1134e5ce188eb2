import { randomUUID } from 'node:crypto';
import { link, open, rename, unlink } from 'node:fs/promises';
import { constants } from 'node:fs';

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;

export interface Replacement {
  /** Path of the folder; may be a link of /proc to an open one. */
  readonly folder: string;
  readonly name: string;
  readonly content: Uint8Array;
  /** Permission bits of the file that is replaced; without, those of any new file. */
  readonly mode?: number;
  readonly mustBeNew: boolean;
}

/** Writes a file beside its place and moves it there, so that readers see the old or the new content and nothing between. */
export async function replaceFile({ folder, name, content, mode, mustBeNew }: Replacement): Promise<void> {
  const temporary = `${folder}/.${randomUUID()}.tmp`;
  try {
    await writeNew(temporary, content, mode);
    // Moving would overwrite what somebody made meanwhile; a second name cannot.
    if (mustBeNew) await link(temporary, `${folder}/${name}`);
    else return await rename(temporary, `${folder}/${name}`);
    await unlink(temporary);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

async function writeNew(path: string, content: Uint8Array, mode: number | undefined): Promise<void> {
  const handle = await open(path, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o666);
  try {
    await handle.writeFile(content);
    if (mode !== undefined) await handle.chmod(mode);
  } finally {
    await handle.close();
  }
}
