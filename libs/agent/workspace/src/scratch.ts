import { execFile } from 'node:child_process';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WorkspaceError } from '@openhands-nest/agent-ports';

/** What the provider keeps for one conversation outside its working directory. */
export interface ScratchFolders {
  readonly home: string;
  /** Full outputs of which a model saw a part. */
  readonly outputs: string;
  /** Shown at /tmp. */
  readonly temporary: string;
  /** Shown at /var/tmp. */
  readonly longTemporary: string;
  /** Shown at /dev/shm. */
  readonly sharedMemory: string;
}

/** Makes the conversation's scratch folders, readable by the server's user alone. */
export async function makeScratch(dataDirectory: string, conversationId: string): Promise<ScratchFolders> {
  const base = scratchOf(dataDirectory, conversationId);
  const folder = async (name: string): Promise<string> => {
    await mkdir(join(base, name), { recursive: true, mode: 0o700 });
    return realpath(join(base, name));
  };
  const [home, outputs, temporary, longTemporary, sharedMemory] = await Promise.all([
    folder('home'),
    folder('outputs'),
    folder('tmp'),
    folder('var-tmp'),
    folder('shm'),
  ]);
  return { home, outputs, temporary, longTemporary, sharedMemory };
}

/** Removes the conversation's scratch folders; without any, does nothing. */
export async function removeScratch(dataDirectory: string, conversationId: string): Promise<void> {
  const base = scratchOf(dataDirectory, conversationId);
  try {
    await rm(base, { recursive: true, force: true });
  } catch {
    // Package managers leave folders without write permission, which an ordinary user cannot empty.
    await promisify(execFile)('chmod', ['-R', 'u+rwX', base]);
    await rm(base, { recursive: true, force: true });
  }
}

function scratchOf(dataDirectory: string, conversationId: string): string {
  if (!/^[\w-]{1,128}$/.test(conversationId)) {
    throw new WorkspaceError('denied', 'A conversation id may hold letters, digits, dashes and underscores only.');
  }
  return join(dataDirectory, 'scratch', conversationId);
}
