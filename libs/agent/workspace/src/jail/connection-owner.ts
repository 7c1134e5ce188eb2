import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readProcesses, type ProcessEntry } from '../processes/process-table.js';

/** The two ends of a TCP connection to this process, over loopback. */
export interface LoopbackConnection {
  /** Our port. */
  readonly localPort: number;
  /** The peer's port. */
  readonly remotePort: number;
}

/**
 * Whether a program in one of this process's jails holds the other end. A jail that shares the machine's network reaches every
 * server on loopback, also this one. An end that nobody holds any more counts as a jail's: its program has sent and gone.
 * On a platform without /proc there are no jails, and the answer is no.
 */
export function comesFromJail(connection: LoopbackConnection): boolean {
  const inode = peerInode(connection);
  if (inode === undefined) return false;
  return inode === '0' || jailedProcesses().some((pid) => holdsSocket(pid, inode));
}

/** Inode of the peer's socket, `0` for one that was closed or is not listed; undefined where sockets cannot be listed. */
function peerInode({ localPort, remotePort }: LoopbackConnection): string | undefined {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => read(path) ?? []);
  if (tables.length === 0) return undefined;
  // The peer's own row: its local port is our remote one.
  const ends = new RegExp(`^ *\\d+: [0-9A-F]+:${hex(remotePort)} [0-9A-F]+:${hex(localPort)} `);
  const rows = tables.flatMap((table) => table.split('\n').filter((line) => ends.test(line)));
  const inodes = rows.map((row) => row.trim().split(/ +/)[9] ?? '0');
  return inodes.find((inode) => inode !== '0') ?? '0';
}

/** Descendants of this process that see other process ids than it does. */
function jailedProcesses(): number[] {
  const here = namespaceOf(process.pid);
  return descendants(readProcesses(), process.pid).filter((pid) => namespaceOf(pid) !== here);
}

function descendants(processes: readonly ProcessEntry[], ancestor: number): number[] {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const found: number[] = [];
  for (let pids = [ancestor]; pids.length > 0;) {
    pids = pids.flatMap((pid) => (children.get(pid) ?? []).map((child) => child.pid));
    found.push(...pids);
  }
  return found;
}

function namespaceOf(pid: number): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/ns/pid`));
}

/** A process whose files may not be seen counts as one that holds it. */
function holdsSocket(pid: number, inode: string): boolean {
  try {
    const descriptors = readdirSync(`/proc/${pid}/fd`);
    return descriptors.some((name) => attempt(() => readlinkSync(`/proc/${pid}/fd/${name}`)) === `socket:[${inode}]`);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function read(path: string): string | undefined {
  return attempt(() => readFileSync(path, 'latin1'));
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function hex(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}
