import { excluder } from '../../agent-server-api/files/archive/exclusions.js';
import { readTree } from '../../agent-server-api/files/archive/read-tree.js';
import type { ZipEntry } from '../../agent-server-api/files/trajectory/zip-archive.js';
import { openFileBelow } from '../../agent-server-api/workspace/open-workspace-file.js';
import { HttpProblem } from '../../http/problems.js';

/** Files are held in memory one at a time; larger ones are refused, in bytes. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** The files of a workspace, one after another; nothing of it is read before all of it is known to fit. @throws HttpProblem 400 */
export async function workspaceEntries(root: string): Promise<AsyncIterable<ZipEntry>> {
  const paths: string[] = [];
  for await (const entry of readTree(root, excluder([]))) {
    if (entry.kind === 'directory') continue;
    if (entry.kind === 'file' && (await entry.handle.stat()).size > MAX_FILE_BYTES)
      throw new HttpProblem(400, {
        error: `${entry.path} is larger than ${MAX_FILE_BYTES} bytes. Move it away first.`,
      });
    paths.push(entry.path);
  }
  return entriesOf(root, paths);
}

/** What has disappeared meanwhile is left out. */
async function* entriesOf(root: string, paths: readonly string[]): AsyncGenerator<ZipEntry> {
  for (const name of paths) {
    const file = await openFileBelow(root, name).catch(() => undefined);
    if (!file) continue;
    try {
      if (file.size <= MAX_FILE_BYTES) yield { name, content: await file.handle.readFile() };
    } finally {
      await file.handle.close();
    }
  }
}
