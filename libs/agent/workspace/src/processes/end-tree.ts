import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessEntry } from './process-table.js';
import type { ProcessTree } from './process-tree.js';
import { sendSignal } from './send-signal.js';

/** Milliseconds that processes get to end by themselves. */
const GRACE = 150;
/** Milliseconds during which a jail's keeper is spared, so that it can collect its dead. */
const KEEPER_GRACE = 600;
/** Milliseconds after which a process that cannot die (stuck in the kernel) is given up. */
const PATIENCE = 5_000;

/**
 * Ends every process of the tree, politely first, and resolves when they are gone: within a second, unless the kernel
 * holds one back.
 *
 * In a jail the leader is bubblewrap's keeper outside. Its child is the first process inside: when that one is killed
 * the kernel ends all others, and the keeper leaves last, so that nothing is left behind as a zombie.
 */
export async function endTree(tree: ProcessTree, jailed: boolean): Promise<void> {
  const started = Date.now();
  let waited = 2;
  for (;;) {
    const members = tree.members();
    if (members.length === 0 || Date.now() - started > PATIENCE) return;
    const spared = jailed && Date.now() - started < KEEPER_GRACE ? tree.leader : undefined;
    signalAll(
      members.filter(({ pid }) => pid !== spared),
      Date.now() - started < GRACE,
    );
    await sleep(waited);
    waited = Math.min(waited * 2, 30);
  }
}

function signalAll(members: readonly ProcessEntry[], politely: boolean): void {
  // A stopped process does not hear the others before it goes on.
  const signals: NodeJS.Signals[] = politely ? ['SIGHUP', 'SIGTERM', 'SIGCONT'] : ['SIGKILL'];
  for (const { pid } of members) for (const signal of signals) sendSignal(pid, signal);
}
