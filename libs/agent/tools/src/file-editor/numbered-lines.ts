import { Limits } from '@openhands-nest/contracts/vocabulary';
import { headOf } from '../text/head-and-tail.js';

const LIMIT: number = Limits.EDITOR_OUTPUT_CHARS;

/** Lines as `cat -n` prints them, from number `first`, within the limit of an observation; says which lines are missing. */
export function numberedLinesWithinLimit(lines: readonly string[], first: number): string {
  const shown: string[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const next = numbered(line, first + index);
    if (length + next.length + 1 > LIMIT - NOTICE_ROOM)
      return [...shown, missingFrom(lines, first, index, next, length)].join('\n');
    shown.push(next);
    length += next.length + 1;
  }
  return shown.join('\n');
}

/** Characters kept free for the notice. */
const NOTICE_ROOM = 200;

function numbered(line: string, number: number): string {
  return `${String(number).padStart(6)}\t${line}`;
}

function missingFrom(lines: readonly string[], first: number, index: number, next: string, length: number): string {
  const last = first + lines.length - 1;
  const from = first + index;
  const beginning = headOf(next, LIMIT - NOTICE_ROOM - length);
  const notice = `[Lines ${from} to ${last} do not fit here. Use view_range to see them; lines that are very long need the terminal (cut, jq).]`;
  return index === 0 ? `${beginning}\n${notice}` : notice;
}
