import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessEntry } from './process-table.js';
import type { ProcessTree } from './process-tree.js';
import { sendSignal } from './send-signal.js';

/** Milliseconds that processes get to end by themselves. */
const GRACE = 150;
/** Milliseconds during which a jail's keeper is spared, so that it can collect its dead. */
const KEEPER_GRACE = 600;
/** Milliseconds after the grace after which a process that cannot die (stuck in the kernel) is given up. */
const PATIENCE = 5_000;

export interface EndTreeOptions {
  readonly jailed: boolean;
  /** Milliseconds; default: a moment. */
  readonly graceMs?: number;
  /** What asks a process to end. Default: also that its terminal is gone. */
  readonly request?: readonly NodeJS.Signals[];
}

/**
 * Ends every process of the tree, politely first, and resolves when they are gone: within a second of the grace, unless the
 * kernel holds one back.
 *
 * In a jail the leader is bubblewrap's keeper outside. Its child is the first process inside: when that one is killed
 * the kernel ends all others, and the keeper leaves last, so that nothing is left behind as a zombie.
 */
export async function endTree(tree: ProcessTree, options: EndTreeOptions): Promise<void> {
  const { jailed, graceMs = GRACE, request = ['SIGHUP', 'SIGTERM'] } = options;
  const started = Date.now();
  let isAsked = false;
  let waited = 2;
  for (;;) {
    const members = tree.members();
    const elapsed = Date.now() - started;
    if (members.length === 0 || elapsed > graceMs + PATIENCE) return;
    const spared = jailed && elapsed < KEEPER_GRACE ? tree.leader : undefined;
    const others = members.filter(({ pid }) => pid !== spared);
    if (elapsed >= graceMs) others.forEach(({ pid }) => sendSignal(pid, 'SIGKILL'));
    // Once: what is started from now on tidies up, and a second request would cut that off.
    else if (!isAsked) ask(others, request);
    isAsked = true;
    await sleep(waited);
    waited = Math.min(waited * 2, 30);
  }
}

function ask(members: readonly ProcessEntry[], request: readonly NodeJS.Signals[]): void {
  // A stopped process does not hear the others before it goes on.
  for (const { pid } of members) for (const signal of [...request, 'SIGCONT' as const]) sendSignal(pid, signal);
}
