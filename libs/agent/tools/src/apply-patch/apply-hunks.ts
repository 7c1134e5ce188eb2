import { EditRefused } from '../file-editor/edit-refused.js';
import type { Hunk } from './parse-patch.js';

export interface Patched {
  readonly text: string;
  /** 0: every line matched exactly; the more, the worse. */
  readonly fuzz: number;
}

/** Ways of comparing lines, from exact to generous, and what each costs. */
const WAYS: readonly { readonly fuzz: number; readonly plain: (line: string) => string }[] = [
  { fuzz: 0, plain: (line) => line },
  { fuzz: 1, plain: (line) => line.trimEnd() },
  { fuzz: 100, plain: (line) => line.trim() },
];

/** A text with its hunks applied, one below the other. @throws EditRefused when one is not found */
export function applyHunks(path: string, text: string, hunks: readonly Hunk[]): Patched {
  const lines = text.split('\n');
  const result: string[] = [];
  let from = 0;
  let fuzz = 0;
  for (const hunk of hunks) {
    const start = afterAnchor(lines, from, hunk);
    const found = find(lines, hunk, start);
    if (!found) throw new EditRefused(notFound(path, hunk));
    fuzz += found.fuzz;
    result.push(...lines.slice(from, found.at));
    from = found.at;
    for (const { mark, text: line } of hunk.lines) {
      // What stays is taken from the file, whose blanks may differ.
      if (mark === ' ') result.push(lines[from] ?? '');
      if (mark === '+') result.push(line);
      else from += 1;
    }
  }
  return { text: [...result, ...lines.slice(from)].join('\n'), fuzz };
}

function afterAnchor(lines: readonly string[], from: number, { anchor }: Hunk): number {
  if (anchor === undefined) return from;
  for (const { plain } of WAYS) {
    const at = lines.findIndex((line, index) => index >= from && plain(line) === plain(anchor));
    if (at >= 0) return at + 1;
  }
  return from;
}

function find(lines: readonly string[], hunk: Hunk, from: number): { at: number; fuzz: number } | undefined {
  const old = hunk.lines.filter(({ mark }) => mark !== '+').map(({ text }) => text);
  const end = endOf(lines) - old.length;
  if (old.length === 0) return { at: hunk.atEnd ? endOf(lines) : from, fuzz: 0 };
  for (const { fuzz, plain } of WAYS) {
    const wanted = old.map(plain);
    const matches = (at: number): boolean => wanted.every((line, index) => plain(lines[at + index] ?? '\0') === line);
    if (hunk.atEnd && end >= from && matches(end)) return { at: end, fuzz };
    for (let at = from; at + old.length <= lines.length; at += 1) if (matches(at)) return { at, fuzz };
  }
  return undefined;
}

/** The line break at the end of a file does not begin another line. */
function endOf(lines: readonly string[]): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

function notFound(path: string, { lines }: Hunk): string {
  const wanted = lines.filter(({ mark }) => mark !== '+').map(({ text }) => text);
  return `These lines do not stand in ${path}, or not below the part before. Read the file and copy them exactly:\n${wanted.slice(0, 10).join('\n')}`;
}
