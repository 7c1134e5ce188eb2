import { EditRefused } from './edit-refused.js';
import { lineEndOf, linesOf, withLineEnd } from './line-ends.js';
import type { Edited } from './replace-text.js';

/** Inserts lines after line `afterLine` (0: at the top). @throws EditRefused when there is no such line. */
export function insertText(text: string, afterLine: number, newText: string): Edited {
  const count = linesOf(text).length;
  if (afterLine < 0 || afterLine > count) {
    throw new EditRefused(
      `insert_line ${afterLine} is outside the file: it must lie between 0 and ${count}, its number of lines.`,
    );
  }
  const lineEnd = lineEndOf(text);
  const position = positionAfter(text, afterLine);
  const lines = withLineEnd(newText.endsWith('\n') ? newText : `${newText}\n`, lineEnd);
  const edited = text.slice(0, position) + fitted(lines, text, position, lineEnd) + text.slice(position);
  return { text: edited, firstLine: afterLine + 1, lastLine: afterLine + linesOf(lines).length };
}

/** After a last line without an end, the new lines begin with one and end without. */
function fitted(lines: string, text: string, position: number, lineEnd: string): string {
  const needsEnd = position > 0 && text[position - 1] !== '\n';
  return needsEnd ? lineEnd + lines.slice(0, -lineEnd.length) : lines;
}

function positionAfter(text: string, line: number): number {
  let position = 0;
  for (let passed = 0; passed < line; passed += 1) {
    const end = text.indexOf('\n', position);
    if (end < 0) return text.length;
    position = end + 1;
  }
  return position;
}
