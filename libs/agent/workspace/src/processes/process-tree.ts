import { PROCESS_MARK } from './marks.js';
import { readProcess, readProcesses, startEnvironmentOf, type ProcessEntry } from './process-table.js';

/**
 * Finds all that was started from one process, its leader, also what has left its session, group and parents.
 * The leader must be alive when the tree is made.
 */
export class ProcessTree {
  private readonly startTicks: number;

  /** @param mark value of PROCESS_MARK in the leader's environment, if it was started with one. */
  constructor(
    readonly leader: number,
    private readonly mark?: string,
  ) {
    this.startTicks = readProcess(leader)?.startTicks ?? 0;
  }

  /** Living members, the leader included while it lives. */
  members(): ProcessEntry[] {
    // Whoever was started earlier cannot belong to it, which spares us from reading most environments.
    const candidates = readProcesses().filter(({ startTicks }) => startTicks >= this.startTicks);
    const members = new Map(candidates.filter((entry) => this.belongs(entry)).map((entry) => [entry.pid, entry]));
    for (let before = -1; before !== members.size;) {
      before = members.size;
      for (const entry of candidates) if (members.has(entry.parent)) members.set(entry.pid, entry);
    }
    return [...members.values()];
  }

  private belongs({ pid, session, group, startTicks }: ProcessEntry): boolean {
    if (pid === this.leader) return startTicks === this.startTicks;
    if (session === this.leader || group === this.leader) return true;
    return this.mark !== undefined && startEnvironmentOf(pid, PROCESS_MARK) === this.mark;
  }
}
