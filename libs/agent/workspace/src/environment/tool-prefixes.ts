import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { isWithin } from '../files/path-relations.js';
import { CERTIFICATE_NAMES } from './clean-environment.js';

/**
 * Folders and files below a hidden home that running programs need: for each entry of PATH the folder in which its
 * program is installed (the parent of `bin`), Rust's toolchains, and certificates. Never the home itself.
 */
export function toolPrefixes(environment: Readonly<Record<string, string>>, homes: readonly string[]): string[] {
  const entries = (environment.PATH ?? '').split(':').filter(isAbsolute).map(withoutSlash);
  const certificates = CERTIFICATE_NAMES.map((name) => environment[name]).filter((path) => path !== undefined);
  const wanted = [...entries.map((entry) => prefixOf(entry, homes)), environment.RUSTUP_HOME, ...certificates];
  return [...new Set(wanted)].filter((path): path is string => path !== undefined && existsSync(path));
}

function prefixOf(entry: string, homes: readonly string[]): string | undefined {
  const home = homes.find((candidate) => isWithin(candidate, entry));
  if (home === undefined || entry === home) return home === undefined ? entry : undefined;
  const parent = dirname(entry);
  const isInstallation = ['bin', 'sbin', 'shims'].includes(basename(entry));
  // These hold the user's own things beside the programs.
  const isShared = [home, join(home, '.local'), join(home, '.cargo')].includes(parent);
  return isInstallation && !isShared ? parent : entry;
}

function withoutSlash(path: string): string {
  return normalize(path).replace(/(?<=.)\/+$/, '');
}
