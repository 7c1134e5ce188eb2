/** What the shell tells about itself between the output of commands. */
export interface Mark {
  readonly kind: 'ready' | 'begin' | 'end';
  /** Number of the command it belongs to. */
  readonly command: number;
  readonly fields: readonly string[];
}

export type Piece = { readonly text: string } | { readonly mark: Mark };

export const MARK_OPEN = '\x1e';
export const MARK_SEPARATOR = '\x1d';
export const MARK_CLOSE = '\x1f';
const KINDS = { R: 'ready', B: 'begin', E: 'end' } as const;
/** A directory name has at most 4096 bytes; anything longer is output that happens to begin like a mark. */
const LONGEST_MARK = 16_384;

/** Takes the marks out of a shell's output. Marks may come in pieces; each character is looked at once. */
export class MarkScanner {
  private held = '';
  private readonly opening: string;

  constructor(token: string) {
    this.opening = MARK_OPEN + token + MARK_SEPARATOR;
  }

  push(chunk: string): Piece[] {
    const pieces: Piece[] = [];
    let rest = this.held + chunk;
    this.held = '';
    for (;;) {
      const start = rest.indexOf(this.opening);
      if (start < 0) return this.keepPossibleOpening(rest, pieces);
      addText(pieces, rest.slice(0, start));
      const end = rest.indexOf(MARK_CLOSE, start);
      if (end < 0) return this.keepUnfinished(rest.slice(start), pieces);
      pieces.push({ mark: parseMark(rest.slice(start + this.opening.length, end)) });
      rest = rest.slice(end + 1);
    }
  }

  private keepPossibleOpening(rest: string, pieces: Piece[]): Piece[] {
    const from = rest.lastIndexOf(MARK_OPEN);
    const isPossible = from >= 0 && this.opening.startsWith(rest.slice(from));
    addText(pieces, isPossible ? rest.slice(0, from) : rest);
    if (isPossible) this.held = rest.slice(from);
    return pieces;
  }

  private keepUnfinished(rest: string, pieces: Piece[]): Piece[] {
    if (rest.length > LONGEST_MARK) addText(pieces, rest);
    else this.held = rest;
    return pieces;
  }
}

function addText(pieces: Piece[], text: string): void {
  if (text !== '') pieces.push({ text });
}

function parseMark(body: string): Mark {
  const [kind = '', command = '', ...fields] = body.split(MARK_SEPARATOR);
  return { kind: KINDS[kind as keyof typeof KINDS], command: Number(command), fields };
}
