import { EditRefused } from '../file-editor/edit-refused.js';
import { lineEndOf } from '../file-editor/line-ends.js';
import type { Hunk } from './parse-patch.js';

export interface Patched {
  readonly text: string;
  /** 0: every line matched exactly; the more, the worse. */
  readonly fuzz: number;
}

/** A line as it stands in a file. */
interface Line {
  readonly text: string;
  /** Undefined for one that is new, and for the last one, which nothing ends. */
  readonly end?: '\n' | '\r\n';
}

/** Ways of comparing lines, from exact to generous, and what each costs. */
const WAYS: readonly { readonly fuzz: number; readonly plain: (line: string) => string }[] = [
  { fuzz: 0, plain: (line) => line },
  { fuzz: 1, plain: (line) => line.trimEnd() },
  { fuzz: 100, plain: (line) => line.trim() },
];

/**
 * A text with its hunks applied, one below the other. Lines that stay keep their ends, new ones get those that most have.
 * @throws EditRefused when a hunk is not found
 */
export function applyHunks(path: string, text: string, hunks: readonly Hunk[]): Patched {
  const lines = linesIn(text);
  const texts = lines.map((line) => line.text);
  const result: Line[] = [];
  let from = 0;
  let fuzz = 0;
  for (const hunk of hunks) {
    const start = afterAnchor(texts, from, hunk);
    const found = find(texts, hunk, start);
    if (!found) throw new EditRefused(notFound(path, hunk));
    fuzz += found.fuzz;
    result.push(...lines.slice(from, found.at));
    from = found.at;
    for (const { mark, text: line } of hunk.lines) {
      // What stays is taken from the file, whose blanks may differ.
      if (mark === ' ') result.push(lines[from] ?? { text: '' });
      if (mark === '+') result.push({ text: line });
      else from += 1;
    }
  }
  return { text: joined([...result, ...lines.slice(from)], lineEndOf(text)), fuzz };
}

function linesIn(text: string): Line[] {
  const lines = text.split('\n');
  return lines.map((line, index) => {
    if (index === lines.length - 1) return { text: line };
    return line.endsWith('\r') ? { text: line.slice(0, -1), end: '\r\n' } : { text: line, end: '\n' };
  });
}

function joined(lines: readonly Line[], usualEnd: string): string {
  const last = lines.length - 1;
  return lines.map(({ text, end = usualEnd }, index) => (index < last ? text + end : text)).join('');
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
