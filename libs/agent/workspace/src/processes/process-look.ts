import { PROCESS_MARK } from './marks.js';
import { processIds, readProcess, startEnvironmentOf, type ProcessEntry } from './process-table.js';

/** Lists that one look reads at most; it takes as many only where processes come and go faster than they can be read. */
const MOST_ROUNDS = 50;

/**
 * What one look at the processes of this machine has shown; serves everybody who wants to know at that moment.
 *
 * Processes come and go while it looks. One that has gone may have started another one after the list was read, so the list
 * is read again for those that are new since: whoever goes on from process to process is still seen.
 */
export class ProcessLook {
  private readonly entries: ProcessEntry[] = [];
  private readonly seen = new Set<number>();
  private readonly variables = new Map<string, string | undefined>();
  private readonly children = new Map<number, ProcessEntry[]>();
  private hasDoubt = false;

  constructor() {
    this.readNewOnes();
  }

  /** Whether none of those that were asked about was just becoming another program, so that nobody could say whose it is. */
  get isCertain(): boolean {
    return !this.hasDoubt;
  }

  find(isWanted: (entry: ProcessEntry) => boolean): ProcessEntry[] {
    const found: ProcessEntry[] = [];
    // Not `filter`: asking about one may show that there are more, and those are to be asked about too.
    for (const entry of this.entries) if (isWanted(entry)) found.push(entry);
    return found;
  }

  childrenOf(pid: number): readonly ProcessEntry[] {
    return this.children.get(pid) ?? [];
  }

  /** The given processes with all that descends from them, parents before their children. */
  withDescendants(roots: Iterable<ProcessEntry>): Map<number, ProcessEntry> {
    const found = new Map<number, ProcessEntry>();
    const queue = [...roots];
    for (const entry of queue) {
      if (found.has(entry.pid)) continue;
      found.set(entry.pid, entry);
      queue.push(...this.childrenOf(entry.pid));
    }
    return found;
  }

  /** Value of PROCESS_MARK with which a process was started; read when first asked for. */
  markOf(pid: number): string | undefined {
    return this.variableOf(pid, PROCESS_MARK);
  }

  /** Value of a variable in the environment with which a process was started; read when first asked for. */
  variableOf(pid: number, name: string): string | undefined {
    const key = `${pid} ${name}`;
    if (!this.variables.has(key)) this.variables.set(key, this.readVariable(pid, name));
    return this.variables.get(key);
  }

  private readVariable(pid: number, name: string): string | undefined {
    const environment = startEnvironmentOf(pid);
    if (environment === 'gone') this.readNewOnes();
    if (environment === 'starting') this.hasDoubt = true;
    if (typeof environment !== 'object') return undefined;
    return environment.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
  }

  private readNewOnes(): void {
    for (let hasLost = true, round = 0; hasLost && round < MOST_ROUNDS; round += 1) {
      const fresh = processIds().filter((pid) => !this.seen.has(pid));
      hasLost = fresh.map((pid) => this.add(pid)).includes(false);
    }
  }

  /** False when it has ended by now. */
  private add(pid: number): boolean {
    this.seen.add(pid);
    const entry = readProcess(pid);
    if (entry === undefined) return false;
    this.entries.push(entry);
    const siblings = this.children.get(entry.parent);
    if (siblings) siblings.push(entry);
    else this.children.set(entry.parent, [entry]);
    return true;
  }
}
