import type { ProcessTree } from './process-tree.js';
import { undertaker, type EndOptions } from './undertaker.js';

export interface EndTreeOptions extends Pick<EndOptions, 'graceMs' | 'request'> {
  readonly jailed: boolean;
}

/**
 * Ends every process of the tree, politely first, and resolves when they are gone: within a second of the grace, unless the
 * kernel holds one back.
 *
 * In a jail the leader is bubblewrap's keeper outside. Its child is the first process inside: when that one is killed
 * the kernel ends all others, and the keeper leaves last, so that nothing is left behind as a zombie.
 */
export function endTree(tree: ProcessTree, { jailed, ...options }: EndTreeOptions): Promise<void> {
  return undertaker.end((look) => tree.members(look), { ...options, keeper: jailed ? tree.leader : undefined });
}
