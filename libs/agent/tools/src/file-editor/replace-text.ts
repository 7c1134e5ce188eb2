import { EditRefused } from './edit-refused.js';
import { findOccurrences, type Span } from './find-occurrences.js';
import { lineEndOf, withLineEnd } from './line-ends.js';

export interface Edited {
  readonly text: string;
  /** Lines of the new text that the edit has made, counted from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Replaces the one occurrence of a text. @throws EditRefused when there is none, or more than one. */
export function replaceText(text: string, oldText: string, newText: string): Edited {
  if (oldText === '') throw new EditRefused('old_str is empty. Give the text to replace, or use insert.');
  if (oldText === newText) throw new EditRefused('old_str and new_str are the same: nothing would change.');
  const { start, end } = onlyOccurrence(text, oldText);
  const replaced = text.slice(start, end);
  const inserted = withLineEnd(newText, lineEndOf(replaced.includes('\n') ? replaced : text));
  const firstLine = lineAt(text, start);
  return {
    text: text.slice(0, start) + inserted + text.slice(end),
    firstLine,
    lastLine: firstLine + lineEndsIn(inserted),
  };
}

function onlyOccurrence(text: string, oldText: string): Span {
  const spans = occurrences(text, oldText);
  const [span] = spans;
  if (!span) {
    throw new EditRefused(
      'old_str does not occur in the file, so nothing was replaced. It must match exactly, with all blanks and indentation: view the lines again and copy them without the line numbers.',
    );
  }
  if (spans.length > 1) {
    const lines = spans.map(({ start }) => lineAt(text, start));
    throw new EditRefused(
      `old_str occurs ${spans.length} times, in lines ${listed(lines)}. Add neighbouring lines until it is unique.`,
    );
  }
  return span;
}

/** Models like to add or lose blanks at the ends: without a match, the text between them is tried. */
function occurrences(text: string, oldText: string): Span[] {
  const spans = findOccurrences(text, oldText);
  const trimmed = oldText.trim();
  return spans.length > 0 || trimmed === '' ? spans : findOccurrences(text, trimmed);
}

function listed(lines: readonly number[]): string {
  const most = 20;
  return lines.length > most ? `${lines.slice(0, most).join(', ')} and ${lines.length - most} more` : lines.join(', ');
}

function lineAt(text: string, position: number): number {
  return lineEndsIn(text.slice(0, position)) + 1;
}

function lineEndsIn(text: string): number {
  return text.split('\n').length - 1;
}
