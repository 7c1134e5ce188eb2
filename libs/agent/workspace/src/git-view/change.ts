/** What happened to a file. A rename is a deletion and an addition. */
export type ChangeKind = 'added' | 'deleted' | 'updated';

export interface FileChange {
  readonly kind: ChangeKind;
  /** Relative to the directory that was asked for. */
  readonly path: string;
}

const KINDS: Readonly<Record<string, ChangeKind>> = { A: 'added', D: 'deleted' };

/** Reads `--name-status -z`. */
export function parseNameStatus(output: Buffer): FileChange[] {
  const parts = output.toString().split('\0');
  const changes: FileChange[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [letter, path] = [parts[index] ?? '', parts[index + 1] ?? ''];
    changes.push({ kind: KINDS[letter.charAt(0)] ?? 'updated', path });
  }
  return changes;
}

/** One change for each path, in the order of their names. A path that is listed twice (a conflict) keeps its last change. */
export function inOrder(changes: readonly FileChange[]): FileChange[] {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  return [...byPath.values()].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}
