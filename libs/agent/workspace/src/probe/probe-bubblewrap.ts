import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBriefly } from './run-briefly.js';
import { isolationArguments } from '../jail/isolation-arguments.js';

/** What a working bubblewrap can do on this machine, or why there is none. */
export type BubblewrapProbe =
  { readonly works: true; readonly nestedNamespaces: boolean } | { readonly works: false; readonly reason: string };

/**
 * Starts a real jail with the options we use. Older releases cannot forbid namespaces inside the jail;
 * they are good enough for an ordinary user, but not for root (see isolationArguments).
 */
export async function probeBubblewrap(bwrap = 'bwrap'): Promise<BubblewrapProbe> {
  const strict = await tryJail(bwrap, false);
  if (strict.succeeded) return { works: true, nestedNamespaces: false };
  if (process.geteuid?.() === 0) return { works: false, reason: strict.said };

  const relaxed = await tryJail(bwrap, true);
  return relaxed.succeeded ? { works: true, nestedNamespaces: true } : { works: false, reason: relaxed.said };
}

async function tryJail(bwrap: string, nestedNamespaces: boolean) {
  // At once, so that the trial goes on while the caller does something else.
  const folder = mkdtempSync(join(tmpdir(), 'jail-probe-'));
  try {
    const isolation = isolationArguments({ nestedNamespaces, network: 'host' });
    return await runBriefly(bwrap, [...isolation, '--bind', folder, folder, '--chdir', folder, '--', 'true']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
