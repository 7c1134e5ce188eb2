import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNPRIVILEGED_ID } from './isolation-arguments.js';

const FALLBACK_NAME = 'openhands';

/** Name that belongs to the id which a jail shows instead of root. */
export function jailUser(): string {
  return nameOf(readUsers('/etc/passwd')) ?? FALLBACK_NAME;
}

/**
 * Makes user and group lists that know the jail's id, for programs that refuse to work for somebody without a name.
 * @returns what to show instead of the system's lists; empty when these will do.
 */
export function makeUserDatabase(dataDirectory: string): ReadonlyMap<string, string> {
  const folder = join(dataDirectory, 'scratch', '.system');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwd = `${FALLBACK_NAME}:x:${UNPRIVILEGED_ID}:${UNPRIVILEGED_ID}::/nonexistent:/bin/sh\n`;
  const group = `${FALLBACK_NAME}:x:${UNPRIVILEGED_ID}:\n`;
  return new Map([...extended('/etc/passwd', passwd, folder), ...extended('/etc/group', group, folder)]);
}

function extended(path: string, line: string, folder: string): [string, string][] {
  const entries = readUsers(path);
  if (entries === '' || nameOf(entries) !== undefined) return [];
  const copy = join(folder, path.replaceAll('/', '_'));
  writeFileSync(copy, entries.replace(/\n?$/, '\n') + line);
  return [[path, copy]];
}

function nameOf(entries: string): string | undefined {
  const entry = entries.split('\n').find((line) => line.split(':')[2] === String(UNPRIVILEGED_ID));
  return entry?.split(':')[0];
}

function readUsers(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
