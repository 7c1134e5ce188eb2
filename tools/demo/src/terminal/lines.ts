/** Lines shown of a long text: the beginning says what it is about, the end how it went. */
export interface Excerpt {
  readonly first: number;
  readonly last: number;
}

/** The lines of a program's output, with one line in place of those in the middle when there are many. Long lines are cut. */
export function excerpt(text: string, { first, last }: Excerpt, columns: number): string[] {
  const lines = text
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => cut(line, columns));
  const left = lines.length - first - last;
  if (left <= 1) return lines;
  return [...lines.slice(0, first), `… ${left} more lines …`, ...lines.slice(first + left)];
}

/** What somebody says, whole, in lines that end between words. */
export function wrapped(text: string, columns: number): string[] {
  return text
    .trim()
    .split('\n')
    .flatMap((paragraph) => wrappedParagraph(paragraph, columns));
}

function wrappedParagraph(paragraph: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function cut(line: string, columns: number): string {
  return line.length > columns ? `${line.slice(0, columns - 1)}…` : line;
}
