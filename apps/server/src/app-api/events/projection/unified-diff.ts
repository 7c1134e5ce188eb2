/** Unchanged lines shown around a change. */
const CONTEXT = 3;
const END_MARK = '\\ No newline at end of file';

interface Lines {
  readonly lines: readonly string[];
  readonly endsWithNewline: boolean;
}

/** The change of one file as a unified diff with one hunk around all that differs; empty when nothing does. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const old = split(before);
  const now = split(after);
  const start = commonStart(old, now);
  const end = commonEnd(old, now, start);
  const from = Math.max(0, start - CONTEXT);
  const oldTo = Math.min(old.lines.length, old.lines.length - end + CONTEXT);
  const nowTo = Math.min(now.lines.length, now.lines.length - end + CONTEXT);
  return [
    `--- ${path}`,
    `+++ ${path}`,
    `@@ -${range(from, oldTo)} +${range(from, nowTo)} @@`,
    ...marked(' ', old, from, start),
    ...marked('-', old, start, old.lines.length - end),
    ...marked('+', now, start, now.lines.length - end),
    ...marked(' ', now, now.lines.length - end, nowTo),
  ].join('\n');
}

function split(text: string): Lines {
  if (text === '') return { lines: [], endsWithNewline: true };
  const endsWithNewline = text.endsWith('\n');
  return { lines: (endsWithNewline ? text.slice(0, -1) : text).split('\n'), endsWithNewline };
}

/** Whether two lines are the same, with the line break that the last one may lack. */
function isSame(old: Lines, oldIndex: number, now: Lines, nowIndex: number): boolean {
  return old.lines[oldIndex] === now.lines[nowIndex] && isOpen(old, oldIndex) === isOpen(now, nowIndex);
}

function isOpen({ lines, endsWithNewline }: Lines, index: number): boolean {
  return !endsWithNewline && index === lines.length - 1;
}

function commonStart(old: Lines, now: Lines): number {
  const most = Math.min(old.lines.length, now.lines.length);
  let count = 0;
  while (count < most && isSame(old, count, now, count)) count += 1;
  return count;
}

function commonEnd(old: Lines, now: Lines, start: number): number {
  const most = Math.min(old.lines.length, now.lines.length) - start;
  let count = 0;
  while (count < most && isSame(old, old.lines.length - 1 - count, now, now.lines.length - 1 - count)) count += 1;
  return count;
}

/** First line and number of lines; an empty range names the line before it. */
function range(from: number, to: number): string {
  const count = to - from;
  return `${count === 0 ? from : from + 1},${count}`;
}

function marked(mark: string, text: Lines, from: number, to: number): string[] {
  const lines = text.lines.slice(from, to).map((line) => mark + line);
  return to > from && isOpen(text, to - 1) ? [...lines, END_MARK] : lines;
}
