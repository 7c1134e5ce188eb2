import type { NewProcesses } from '@openhands-nest/agent-ports';
import { presentMoment, wasStartedAfter } from './moment.js';
import type { ProcessLook } from './process-look.js';
import type { ProcessEntry } from './process-table.js';
import type { ProcessTree } from './process-tree.js';
import { undertaker } from './undertaker.js';

/** What is started from a shell after this was made, but for what earlier processes start: a server's workers are its own. */
export class LaterProcesses implements NewProcesses {
  private readonly moment = presentMoment();

  constructor(
    private readonly tree: ProcessTree,
    private readonly jailed: boolean,
  ) {}

  end(): Promise<void> {
    // Without a hang-up, which a subshell would pass on to jobs of the whole shell.
    return undertaker.end((look) => this.find(look), { request: ['SIGTERM'] });
  }

  private find(look: ProcessLook): ProcessEntry[] {
    const members = this.tree.members(look);
    const shell = this.shellAmong(members, look);
    const isOfShell = new Set(shell.map(({ pid }) => pid));
    const others = members.filter(({ pid }) => !isOfShell.has(pid));
    const [later, earlier] = partition(others, (entry) => wasStartedAfter(this.moment, entry));
    const spared = look.withDescendants([...earlier, ...relatedTo(earlier, later, shell)]);
    return later.filter(({ pid }) => !spared.has(pid));
  }

  /** The shell; in a jail after bubblewrap's keeper outside and its first process inside. */
  private shellAmong(members: readonly ProcessEntry[], look: ProcessLook): ProcessEntry[] {
    const leader = members.find(({ pid }) => pid === this.tree.leader);
    const inside = this.jailed && leader ? firstOf(look.childrenOf(leader.pid)) : undefined;
    const shell = inside && firstOf(look.childrenOf(inside.pid));
    return [leader, inside, shell].filter((entry) => entry !== undefined);
  }
}

/** Those that share a job or a session with an earlier process, where that is not the shell's own. */
function relatedTo(
  earlier: readonly ProcessEntry[],
  later: readonly ProcessEntry[],
  shell: readonly ProcessEntry[],
): ProcessEntry[] {
  const groups = new Set(earlier.map(({ group }) => group)).difference(new Set(shell.map(({ group }) => group)));
  const sessions = new Set(earlier.map(({ session }) => session)).difference(
    new Set(shell.map(({ session }) => session)),
  );
  return later.filter(({ group, session }) => groups.has(group) || sessions.has(session));
}

function firstOf(entries: readonly ProcessEntry[]): ProcessEntry | undefined {
  return entries.toSorted((one, other) => one.startTicks - other.startTicks || one.pid - other.pid)[0];
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
