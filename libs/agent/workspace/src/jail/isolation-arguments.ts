import { existsSync } from 'node:fs';

/** Id that a jail shows instead of root, so that programs do not try what only root may do (chown while unpacking …). */
export const UNPRIVILEGED_ID = 1000;

export interface IsolationOptions {
  /** Whether programs in the jail may make user namespaces of their own (older bubblewrap cannot forbid it). */
  readonly nestedNamespaces: boolean;
  readonly network: 'host' | 'none';
}

/**
 * The part of the jail that is the same for all conversations: read-only system, own namespaces, no capabilities.
 *
 * Inside, files of the kernel still see the server's own user id. For a server that runs as root this would open
 * /proc/sys (and with a namespace of one's own, a fresh /proc or the control groups): so /proc/sys is bound read-only
 * and further namespaces are forbidden.
 */
export function isolationArguments({ nestedNamespaces, network }: IsolationOptions): string[] {
  return [
    '--unshare-user',
    ...(nestedNamespaces ? [] : ['--disable-userns']),
    ...(isRoot() ? ['--uid', String(UNPRIVILEGED_ID), '--gid', String(UNPRIVILEGED_ID)] : []),
    ...['--cap-drop', 'ALL', '--die-with-parent'],
    ...['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try', '--hostname', 'sandbox'],
    ...(network === 'none' ? ['--unshare-net'] : []),
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--ro-bind', '/proc/sys', '/proc/sys'],
    ...(existsSync('/proc/mtrr') ? ['--ro-bind', '/dev/null', '/proc/mtrr'] : []),
  ];
}

export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}
