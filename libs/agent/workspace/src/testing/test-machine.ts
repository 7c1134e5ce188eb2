import { mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorkspaceProvider, type WorkspaceProviderOptions } from '../create-workspace-provider.js';
import { probeBubblewrap } from '../probe/probe-bubblewrap.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A folder for one test's data. Not below /tmp, which jails replace by their own; in a place that git ignores. */
export function aFolder(): { readonly path: string; readonly remove: () => Promise<void> } {
  const parent = join(import.meta.dirname, '../../out-tsc');
  mkdirSync(parent, { recursive: true });
  const path = realpathSync(mkdtempSync(join(parent, 'test-')));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A provider with a data folder of its own. */
export async function aProvider(
  options: Partial<WorkspaceProviderOptions> & Pick<WorkspaceProviderOptions, 'sandbox'>,
) {
  const folder = aFolder();
  const dataDirectory = join(folder.path, 'data');
  const provider = await createWorkspaceProvider({ dataDirectory, logger: silent, ...options });
  const openIn = (directory: string, conversationId: string) => provider.open({ conversationId, directory });
  const open = (conversationId = 'one') => openIn(join(dataDirectory, 'workspaces', conversationId), conversationId);
  return { provider, dataDirectory, folder: folder.path, open, openIn, remove: folder.remove };
}

/** Whether jails can be tested here. Where REQUIRE_BWRAP is set, their absence is a failure instead of a notice. */
export async function canJail(): Promise<boolean> {
  const probe = await probeBubblewrap();
  if (probe.works) return true;
  const notice = `Tests of the jail are left out, because bubblewrap does not work here: ${probe.reason}`;
  if (process.env.REQUIRE_BWRAP) throw new Error(notice);
  process.stderr.write(`${notice}\n`);
  return false;
}
