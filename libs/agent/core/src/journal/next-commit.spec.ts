import { expect, it } from '@jest/globals';
import { nextCommit } from './next-commit.js';
import type { Committed } from './journal.js';

/** A journal that knows who listens to it. */
class Listened {
  readonly listeners = new Set<(committed: Committed) => void>();

  listen(listener: (committed: Committed) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  commit(): void {
    for (const listener of this.listeners) listener({} as Committed);
  }
}

it('listens until the commit, and no longer', async () => {
  const journal = new Listened();
  const committed = nextCommit(journal, new AbortController().signal);
  expect(journal.listeners.size).toBe(1);
  journal.commit();
  await committed;
  expect(journal.listeners.size).toBe(0);
});

it('listens no longer when nobody waits any more', async () => {
  const journal = new Listened();
  const abort = new AbortController();
  const committed = nextCommit(journal, abort.signal);
  abort.abort(new Error('stopped'));
  await expect(committed).rejects.toThrow('stopped');
  expect(journal.listeners.size).toBe(0);
  await expect(nextCommit(journal, abort.signal)).rejects.toThrow('stopped');
  expect(journal.listeners.size).toBe(0);
});
