import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** One process of this machine. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Clock ticks since the machine was started; with the pid it names a process for good. */
  readonly startTicks: number;
}

/** All living processes of this machine, zombies left out. Empty on a platform without /proc. */
export function readProcesses(): ProcessEntry[] {
  return processIds().flatMap((pid) => readProcess(pid) ?? []);
}

/** Undefined when there is no such process, or only its zombie. */
export function readProcess(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before the last parenthesis may hold anything, spaces and parentheses too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const [parent, group, session] = fields.slice(1, 4).map(Number) as [number, number, number];
    return { pid, parent, group, session, startTicks: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

/**
 * The environment with which a process was started, as `NAME=value` each.
 * @returns 'gone' when the process has ended, 'starting' at the moment when it becomes another program and has none yet,
 * undefined when it may not be read.
 */
export function startEnvironmentOf(pid: number): readonly string[] | 'gone' | 'starting' | undefined {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    if (environment !== '') return environment.split('\0');
    if (readProcess(pid) === undefined) return 'gone';
    return isProgram(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1') === '' ? 'starting' : [];
  } catch (error) {
    return ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'gone' : undefined;
  }
}

/** False for what belongs to the kernel itself. */
function isProgram(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) !== '';
  } catch {
    return false;
  }
}

/** Empty on a platform without /proc. */
export function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
