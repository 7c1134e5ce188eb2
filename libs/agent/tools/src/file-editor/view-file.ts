import { EditRefused } from './edit-refused.js';
import { linesOf } from './line-ends.js';
import { numberedLinesWithinLimit } from './numbered-lines.js';

/** A file's lines with their numbers, all or a range of them. @throws EditRefused for a range that makes no sense. */
export function viewText(path: string, text: string, range: readonly number[] | null | undefined): string {
  const lines = linesOf(text);
  if (!range)
    return lines.length === 0 ? `${path} is empty.` : `Lines of ${path}:\n${numberedLinesWithinLimit(lines, 1)}`;
  const [first, last] = checkedRange(range, lines.length);
  const clipped = range[1] !== -1 && (range[1] ?? 0) > lines.length ? ` (the file ends there)` : '';
  return `Lines ${first} to ${last} of ${path}${clipped}:\n${numberedLinesWithinLimit(lines.slice(first - 1, last), first)}`;
}

function checkedRange(range: readonly number[], count: number): [number, number] {
  const [first, last] = range;
  if (first === undefined || last === undefined || range.length !== 2) {
    throw new EditRefused('view_range needs two numbers: the first and the last line, for example [1, 40].');
  }
  if (first < 1 || first > count)
    throw new EditRefused(`view_range begins at line ${first}, but the file has lines 1 to ${count}.`);
  if (last !== -1 && last < first) {
    throw new EditRefused(
      `view_range ends at line ${last}, before its first line ${first}. Use -1 for the end of the file.`,
    );
  }
  return [first, last === -1 ? count : Math.min(last, count)];
}
