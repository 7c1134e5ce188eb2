import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const KIB_PER_MIB = 1024;
/** Of `/proc/<pid>/stat`; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Resident memory of a process. */
export function residentMiB(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / KIB_PER_MIB;
}

/** Lets the highest memory of a process begin anew at what it has now. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The highest resident memory of a process since it began, or since `forgetPeak`. */
export function peakMiB(pid: number): number {
  const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / KIB_PER_MIB;
}

/** Milliseconds of processor time that a process has used in all its threads; in steps of ten. */
export function processorMs(pid: number): number {
  const fields = afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
}

/** Dead processes that nobody has waited for, anywhere below a process. */
export function zombiesBelow(pid: number): number[] {
  const processes = new Map<number, { state: string; parent: number }>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? afterName(readOr(`/proc/${name}/stat`)) : [];
    if (fields.length > 1) processes.set(Number(name), { state: String(fields[0]), parent: Number(fields[1]) });
  }
  const isBelow = (child: number): boolean => {
    const parent = processes.get(child)?.parent ?? 0;
    return parent === pid || (parent > 1 && isBelow(parent));
  };
  return [...processes].filter(([id, { state }]) => state === 'Z' && isBelow(id)).map(([id]) => id);
}

/** The fields from the state on: a name in parentheses may hold blanks and parentheses itself. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
