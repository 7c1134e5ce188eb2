/** A part of a text, as positions in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a text occurs, without overlaps. Exactly; and when it does not, with `\n` and `\r\n` taken for the same, because a model
 * sees and writes lines, not their ends.
 */
export function findOccurrences(text: string, wanted: string): Span[] {
  const exact = findExactly(text, wanted);
  if (exact.length > 0 || !wanted.includes('\n') || !text.includes('\r\n')) return exact;
  const plain = text.replaceAll('\r\n', '\n');
  const original = originalPositions(text);
  return findExactly(plain, wanted.replaceAll('\r\n', '\n')).map(({ start, end }) => ({
    start: original(start),
    end: original(end),
  }));
}

function findExactly(text: string, wanted: string): Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf(wanted); start >= 0; start = text.indexOf(wanted, start + wanted.length)) {
    spans.push({ start, end: start + wanted.length });
  }
  return spans;
}

/** Maps ascending positions of the text without carriage returns to positions in the text itself. */
function originalPositions(text: string): (position: number) => number {
  let removed = 0;
  let next = text.indexOf('\r\n');
  return (position) => {
    // A position right before a line end stays before its carriage return.
    while (next >= 0 && next - removed < position) {
      removed += 1;
      next = text.indexOf('\r\n', next + 2);
    }
    return position + removed;
  };
}
