import { PROCESS_MARK } from './marks.js';
import { readProcesses, startEnvironmentOf, type ProcessEntry } from './process-table.js';

/** What one look at the processes of this machine has shown; serves everybody who wants to know at that moment. */
export class ProcessLook {
  private readonly marks = new Map<number, string | undefined>();
  private readonly children: ReadonlyMap<number, readonly ProcessEntry[]>;

  constructor(readonly entries: readonly ProcessEntry[] = readProcesses()) {
    this.children = Map.groupBy(entries, ({ parent }) => parent);
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
    if (!this.marks.has(pid)) this.marks.set(pid, startEnvironmentOf(pid, PROCESS_MARK));
    return this.marks.get(pid);
  }
}
