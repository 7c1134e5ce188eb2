import type { Entry, History } from '../view/history.js';

/** What is to be forgotten, and where its summary belongs. */
export interface CondensationPlan {
  readonly forgotten: readonly Entry[];
  /** Events before the place of the summary. */
  readonly offset: number;
}

/**
 * Chooses the older half of what lies behind the first `keepFirst` events; what belongs together stays together, and the newest
 * entry stays, unless it is the only one and may go too. Undefined when there is nothing left to forget.
 */
export function planCondensation(
  { entries }: History,
  keepFirst: number,
  { mayForgetLast = false } = {},
): CondensationPlan | undefined {
  const head = headOf(entries, keepFirst);
  const rest = entries.length - head;
  const count = rest === 1 && mayForgetLast ? 1 : Math.floor(rest / 2);
  if (count < 1) return undefined;
  const forgotten = entries.slice(head, head + count);
  return { forgotten, offset: entries.slice(0, head).reduce((sum, { ids }) => sum + ids.length, 0) };
}

/** How many entries make up the first events; the system prompt and the first message are never forgotten. */
function headOf(entries: readonly Entry[], keepFirst: number): number {
  const firstMessage = entries.findIndex(({ messages }) => messages[0]?.role !== 'system');
  let head = firstMessage + 1;
  let events = entries.slice(0, head).reduce((sum, { ids }) => sum + ids.length, 0);
  for (; events < keepFirst && head < entries.length; head += 1) events += entries[head]?.ids.length ?? 0;
  return head;
}
