import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readProcesses, type ProcessEntry } from '../processes/process-table.js';

/** The two ends of a TCP connection to this process, over loopback. */
export interface LoopbackConnection {
  /** Our port. */
  readonly localPort: number;
  /** The peer's port. */
  readonly remotePort: number;
}

/** The peer's socket as the kernel lists it. */
interface ListedSocket {
  /** `0` when nobody holds it any more. */
  readonly inode: string;
  readonly user: number;
}

/**
 * Whether a program in one of this process's jails may hold the other end. A jail that shares the machine's network reaches every
 * server on loopback, also this one. What counts is who is found outside of the jails: programs inside could hand a connection
 * around, or send and be gone, faster than anybody can look. On a platform without /proc there are no jails, and the answer is no.
 */
export function comesFromJail(connection: LoopbackConnection): boolean {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => read(path) ?? []);
  if (tables.length === 0) return false;
  const socket = peerSocket(tables, connection);
  if (!socket || socket.inode === '0') return true;
  // Programs in a jail are the server's own user, whatever they are called inside.
  if (socket.user !== process.getuid?.()) return false;
  return !processesOutside().some((pid) => holdsSocket(pid, socket.inode));
}

function peerSocket(
  tables: readonly string[],
  { localPort, remotePort }: LoopbackConnection,
): ListedSocket | undefined {
  // The peer's own row: its local port is our remote one.
  const ends = new RegExp(`^ *\\d+: [0-9A-F]+:${hex(remotePort)} [0-9A-F]+:${hex(localPort)} `);
  const rows = tables.flatMap((table) => table.split('\n').filter((line) => ends.test(line)));
  const sockets = rows.map((row) => {
    const columns = row.trim().split(/ +/);
    return { user: Number(columns[7]), inode: columns[9] ?? '0' };
  });
  return sockets.find(({ inode }) => inode !== '0') ?? sockets[0];
}

/** All processes but those in jails of this one, the youngest first: whoever asks has mostly just begun. */
function processesOutside(): number[] {
  const here = namespaceOf(process.pid);
  const processes = readProcesses();
  const jailed = new Set(descendants(processes, process.pid).filter((pid) => namespaceOf(pid) !== here));
  return processes
    .filter(({ pid }) => !jailed.has(pid))
    .sort((one, other) => other.startTicks - one.startTicks)
    .map(({ pid }) => pid);
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

function holdsSocket(pid: number, inode: string): boolean {
  const descriptors = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return descriptors.some((name) => attempt(() => readlinkSync(`/proc/${pid}/fd/${name}`)) === `socket:[${inode}]`);
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
