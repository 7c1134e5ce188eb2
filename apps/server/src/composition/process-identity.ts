import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ProcessIdentity } from '@openhands-nest/agent-ports';

const SEPARATOR = ' ';
/** Place of the start time in /proc/<pid>/stat, counted after the program's name. */
const START_TIME_FIELD = 19;

/**
 * Names this process by machine, boot, process id and start time, so that a later process with the same id is not taken for it.
 * Where there is no /proc, boot and start time are unknown and the process id alone counts.
 */
export function processIdentity(): ProcessIdentity {
  const machine = [hostname(), bootId()];
  const self = [...machine, String(process.pid), startTime(process.pid) ?? '-'].join(SEPARATOR);
  return { self, isAlive: (owner) => owner === self || isAlive(owner.split(SEPARATOR), machine) };
}

function isAlive([host, boot, pid, start]: readonly string[], [ownHost, ownBoot]: readonly string[]): boolean {
  if (host !== ownHost) return true;
  if (boot !== ownBoot) return false;
  return exists(Number(pid)) && (startTime(Number(pid)) ?? '-') === start;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '-';
}

/** In clock ticks since the boot. A zombie counts as gone. */
function startTime(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? undefined : fields?.[START_TIME_FIELD];
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
