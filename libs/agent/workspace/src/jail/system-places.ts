import { existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isRoot } from './isolation-arguments.js';

/** Folders with other people's files, sockets of system services (Docker's among them) and their data. */
const HIDDEN = [
  ...['/home', '/root', '/run', '/var/run', '/var/spool/cron', '/var/backups'],
  ...['/var/lib/docker', '/var/lib/containerd', '/var/lib/kubelet', '/var/lib/private', '/etc/ssl/private'],
];
/** Root's own files would be readable in the jail of a server that runs as root. */
const MASKED = ['/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/gshadow-', '/etc/sudoers'];
const SYSTEM = /^\/(bin|boot|dev|etc|lib\w*|proc|sbin|sys|usr|var)?$/;

/** Homes of the server's user, as named and as they really are. A home that is part of the system is no home. */
export function serverHomes(environment: NodeJS.ProcessEnv): string[] {
  const named = [environment.HOME, homedir()].filter((path): path is string => !!path && !isSystemPlace(path));
  return [...new Set([...named, ...existingFolders(named)])];
}

/** Real paths of the folders to hide. */
export function hiddenPlaces(homes: readonly string[]): string[] {
  return existingFolders([...HIDDEN, ...homes]);
}

/** Real paths of the files to mask. */
export function maskedPlaces(): string[] {
  return isRoot() ? MASKED.filter((path) => existsSync(path)).map((path) => realpathSync(path)) : [];
}

/** Files that resolve names of hosts and users, which may be links into a hidden folder. */
export function neededSystemFiles(): string[] {
  return ['/etc/resolv.conf', '/etc/localtime'].filter((path) => existsSync(path)).map((path) => realpathSync(path));
}

/** Whether a folder belongs to the system as a whole, so that giving it away would give the machine away. */
export function isSystemPlace(path: string): boolean {
  return SYSTEM.test(path);
}

function existingFolders(paths: readonly string[]): string[] {
  const real = paths.filter((path) => existsSync(path)).map((path) => realpathSync(path));
  return [...new Set(real)].filter((path) => path !== '/' && statSync(path).isDirectory());
}
