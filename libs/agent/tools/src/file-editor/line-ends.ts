/** The line end that most lines of a text have. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  let crlf = 0;
  let total = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    total += 1;
    if (text[at - 1] === '\r') crlf += 1;
  }
  return crlf * 2 > total ? '\r\n' : '\n';
}

/** Gives new text the line ends of the file it goes into. */
export function withLineEnd(text: string, lineEnd: '\n' | '\r\n'): string {
  return lineEnd === '\r\n' ? text.replace(/\r?\n/g, '\r\n') : text;
}

/** Lines without their ends; a final line end does not begin another line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
