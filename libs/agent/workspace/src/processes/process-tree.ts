import { ProcessLook } from './process-look.js';
import { readProcess, type ProcessEntry } from './process-table.js';

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
  members(look = new ProcessLook()): ProcessEntry[] {
    return [...look.withDescendants(look.find((entry) => this.belongs(entry, look))).values()];
  }

  private belongs({ pid, session, group, startTicks }: ProcessEntry, look: ProcessLook): boolean {
    // Whoever was started earlier cannot belong to it, which spares us from reading most environments.
    if (startTicks < this.startTicks) return false;
    if (pid === this.leader) return startTicks === this.startTicks;
    if (session === this.leader || group === this.leader) return true;
    return this.mark !== undefined && look.markOf(pid) === this.mark;
  }
}
