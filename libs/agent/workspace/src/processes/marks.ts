import { createHash } from 'node:crypto';
import { readProcess } from './process-table.js';

/** Names the server under which a process was started: `<hash of its data folder>:<pid>:<start ticks>`. */
export const OWNER_MARK = 'OPENHANDS_NEST_OWNER';
/** Names the invocation to which a process belongs. */
export const PROCESS_MARK = 'OPENHANDS_NEST_PROCESS';

/** Mark of this server for processes that work on its data folder. */
export function ownerMark(dataDirectory: string): string {
  const start = readProcess(process.pid)?.startTicks ?? 0;
  return `${folderHash(dataDirectory)}:${process.pid}:${start}`;
}

/** Whether a mark belongs to a server of the same data folder that no longer lives. */
export function isAbandoned(mark: string, dataDirectory: string): boolean {
  const [hash, pid, start] = mark.split(':');
  return hash === folderHash(dataDirectory) && readProcess(Number(pid))?.startTicks !== Number(start);
}

function folderHash(dataDirectory: string): string {
  return createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16);
}
