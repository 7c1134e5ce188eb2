/**
 * Joins meetings that overlap or touch. A meeting is `{ start, end }` in minutes since midnight.
 * The result is in order of time, and its meetings are apart from each other.
 */
export function merge(meetings) {
  const merged = [];
  for (const { start, end } of [...meetings].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) {
      last.end = end;
    } else {
      merged.push({ start, end });
    }
  }
  return merged;
}
