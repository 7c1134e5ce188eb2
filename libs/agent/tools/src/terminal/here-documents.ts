interface HereDocument {
  readonly delimiter: string;
  readonly stripsTabs: boolean;
}

const OPERATOR = /<<(-?)[ \t]*((?:"[^"\n]*"|'[^'\n]*'|\\.|[^\s;&|()<>"'\\])+)/y;

/** The here-documents announced on a line, whose bodies begin on the next. */
export class HereDocuments {
  private announced: HereDocument[] = [];
  /** Position after the last body that was skipped. */
  endOfLast = 0;

  /** Position after the operator and its delimiter, or undefined when no here-document is announced there. */
  open(text: string, position: number): number | undefined {
    if (text.startsWith('<<<', position)) return undefined;
    OPERATOR.lastIndex = position;
    const match = OPERATOR.exec(text);
    if (!match) return undefined;
    const delimiter = (match[2] ?? '').replace(/["']|\\(.)/g, '$1');
    this.announced.push({ delimiter, stripsTabs: match[1] === '-' });
    return OPERATOR.lastIndex;
  }

  /** Position of the first line after all bodies; `position` is the beginning of a line. */
  skipBodies(text: string, position: number): number {
    let next = position;
    for (const document of this.announced) next = skipBody(text, next, document);
    if (this.announced.length > 0) this.endOfLast = next;
    this.announced = [];
    return next;
  }
}

function skipBody(text: string, start: number, { delimiter, stripsTabs }: HereDocument): number {
  let position = start;
  while (position < text.length) {
    const newLine = text.indexOf('\n', position);
    const end = newLine < 0 ? text.length : newLine;
    const line = text.slice(position, end);
    position = Math.min(end + 1, text.length);
    if ((stripsTabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
  }
  return position;
}
