import { abortable } from '../run/abortable.js';
import type { Journal } from './journal.js';

/** Resolves with the next commit. It listens no longer than that, also when the signal comes first. @throws the signal's reason */
export async function nextCommit(journal: Pick<Journal, 'listen'>, signal: AbortSignal): Promise<void> {
  const committed = Promise.withResolvers<void>();
  const stop = journal.listen(() => committed.resolve());
  try {
    await abortable(committed.promise, signal);
  } finally {
    stop();
  }
}
