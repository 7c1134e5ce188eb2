import { merge } from './merge.js';

/** The free time of a day that is at least `minimum` minutes long, in order. Times in minutes since midnight. */
export function freeSlots(meetings, { from = 9 * 60, to = 17 * 60, minimum = 15 } = {}) {
  const slots = [];
  let free = from;
  for (const { start, end } of merge(meetings)) {
    if (end <= from || start >= to) continue;
    if (start - free >= minimum) slots.push({ start: free, end: start });
    free = Math.max(free, end);
  }
  if (to - free >= minimum) slots.push({ start: free, end: to });
  return slots;
}
