import { EditRefused } from '../file-editor/edit-refused.js';

/** What a patch wants of one file. */
export type FilePatch =
  | { readonly type: 'add'; readonly path: string; readonly content: string }
  | { readonly type: 'delete'; readonly path: string }
  | { readonly type: 'update'; readonly path: string; readonly moveTo?: string; readonly hunks: readonly Hunk[] };

/** Neighbouring lines, some of them changed. */
export interface Hunk {
  /** A line above it, such as the head of a function, from which it is looked for. */
  readonly anchor?: string;
  readonly lines: readonly { readonly mark: ' ' | '+' | '-'; readonly text: string }[];
  /** Whether it reaches the end of the file. */
  readonly atEnd: boolean;
}

const BEGIN = '*** Begin Patch';
const END = '*** End Patch';
const SECTION = /^\*\*\* (Add|Delete|Update) File: (.+)$/;
const MOVE = '*** Move to: ';
const END_OF_FILE = '*** End of File';

/** Reads a patch. @throws EditRefused saying which line does not fit */
export function parsePatch(text: string): FilePatch[] {
  const lines = text.trim().split(/\r?\n/);
  if (!lines[0]?.startsWith(BEGIN) || lines.at(-1) !== END)
    throw new EditRefused(`A patch begins with the line ${BEGIN} and ends with the line ${END}.`);
  const sections = sectionsOf(lines.slice(1, -1));
  const paths = sections.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new EditRefused(`${twice} has two sections. Put all its changes into one.`);
  if (sections.length === 0) throw new EditRefused('The patch is empty: name at least one file.');
  return sections;
}

function sectionsOf(lines: readonly string[]): FilePatch[] {
  const starts = lines.flatMap((line, index) => (SECTION.test(line) ? [index] : []));
  if (lines.length > 0 && starts[0] !== 0)
    throw new EditRefused(`A section begins with *** Add, Delete or Update File: and a path, not with: ${lines[0]}`);
  return starts.map((start, index) => sectionOf(lines[start] ?? '', lines.slice(start + 1, starts[index + 1])));
}

function sectionOf(head: string, body: readonly string[]): FilePatch {
  const [, sort, path = ''] = SECTION.exec(head) ?? [];
  if (sort === 'Add') return { type: 'add', path, content: body.map(addedLine).join('\n') };
  if (sort === 'Delete') {
    if (body.some((line) => line.trim() !== '')) throw new EditRefused(`Nothing may follow *** Delete File: ${path}.`);
    return { type: 'delete', path };
  }
  const moves = body[0]?.startsWith(MOVE) === true;
  const hunks = hunksOf(path, moves ? body.slice(1) : body);
  return { type: 'update', path, ...(moves && { moveTo: body[0]?.slice(MOVE.length) ?? '' }), hunks };
}

function addedLine(line: string): string {
  if (line.startsWith('+')) return line.slice(1);
  throw new EditRefused(`Each line of a new file begins with +, but this one does not: ${line}`);
}

function hunksOf(path: string, body: readonly string[]): Hunk[] {
  const hunks: { anchor?: string; lines: Hunk['lines'][number][]; atEnd: boolean }[] = [];
  for (const line of body) {
    if (line === '@@' || line.startsWith('@@ ')) {
      const anchor = line.slice(3);
      hunks.push({ ...(anchor.trim() && { anchor }), lines: [], atEnd: false });
      continue;
    }
    if (hunks.length === 0) hunks.push({ lines: [], atEnd: false });
    const current = hunks[hunks.length - 1];
    if (line === END_OF_FILE && current) current.atEnd = true;
    else current?.lines.push(hunkLine(path, line));
  }
  return hunks.filter(({ lines }) => lines.length > 0);
}

function hunkLine(path: string, line: string): Hunk['lines'][number] {
  // Editors strip the blank of an empty line that stays.
  const [mark = ' ', text] = line === '' ? [' ', ''] : [line[0], line.slice(1)];
  if (mark === ' ' || mark === '+' || mark === '-') return { mark, text };
  throw new EditRefused(`In ${path} each line begins with a blank, + or -, but this one does not: ${line}`);
}
