/** Longest unfinished line that a carriage return can still rewrite, and longest escape sequence waited for. Characters. */
const LONGEST_LINE = 65_536;
const LONGEST_SEQUENCE = 4_096;

/* eslint-disable no-control-regex -- control characters are what this file is about */
const NEEDS_CARE = /[\x00-\x08\x0b-\x1f\x7f]/;
const TOKENS = new RegExp(
  [
    '(?<text>[^\\x00-\\x08\\x0a-\\x1f\\x7f]+)',
    '(?<newline>\\r*\\n)',
    '(?<carriage>\\r)',
    '(?<backspace>\\x08)',
    '(?<erase>\\x1b\\[[012]?K)',
    '(?:\\x1b\\[[0-?]*[ -/]*[@-~])', // cursor, colours
    '(?:\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\))', // window titles, links
    '(?:\\x1b[PX^_][^\\x1b]*\\x1b\\\\)', // strings for the terminal
    '(?:\\x1b[ -/]*[0-OQ-WYZ`-~\\\\])', // character sets, keypad
    '(?:[\\x00-\\x1f\\x7f])', // bells and the like
  ].join('|'),
  'gu',
);
const UNFINISHED = /(?:\r+|\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[ -/]*)?)$/;
/* eslint-enable no-control-regex */

/**
 * Turns what a program sends to a terminal into the text a person would read: escape sequences go, a carriage return or
 * backspace overwrites, so of a progress bar only its last state stays.
 */
export class TerminalText {
  private held = '';
  private line = '';
  private column = 0;

  /** Returns the text that can no longer change: complete lines. */
  push(chunk: string): string {
    const input = this.held + chunk;
    this.held = '';
    return NEEDS_CARE.test(input) ? this.pushWithCare(input) : this.pushPlain(input);
  }

  /** Returns the line being written, and starts a new one. */
  flush(): string {
    const { line } = this;
    this.line = '';
    this.column = 0;
    return line;
  }

  private pushPlain(input: string): string {
    const end = input.lastIndexOf('\n') + 1;
    let done = '';
    if (end > 0) {
      const first = input.indexOf('\n');
      this.write(input.slice(0, first));
      done = this.flush() + input.slice(first, end);
    }
    this.write(input.slice(end));
    return done + this.flushWhenLong();
  }

  private pushWithCare(input: string): string {
    const plain = input.replaceAll('\r\n', '\n');
    if (!NEEDS_CARE.test(plain)) return this.pushPlain(plain);

    const unfinished = UNFINISHED.exec(plain)?.[0] ?? '';
    if (unfinished.length <= LONGEST_SEQUENCE) this.held = unfinished;
    let done = '';
    for (const { groups, 0: token } of plain.slice(0, plain.length - unfinished.length).matchAll(TOKENS)) {
      done += this.apply(token, groups ?? {});
    }
    return done + this.flushWhenLong();
  }

  private apply(token: string, kind: Record<string, string>): string {
    if (kind.text !== undefined) this.write(token);
    else if (kind.newline !== undefined) return this.flush() + '\n';
    else if (kind.carriage !== undefined) this.column = 0;
    else if (kind.backspace !== undefined) this.column = Math.max(0, this.column - 1);
    else if (kind.erase !== undefined) this.erase(token);
    return '';
  }

  private write(text: string): void {
    const rest = this.column < this.line.length ? this.line.slice(this.column + text.length) : '';
    this.line = (this.column < this.line.length ? this.line.slice(0, this.column) : this.line) + text + rest;
    this.column += text.length;
  }

  private erase(sequence: string): void {
    if (sequence.includes('2')) {
      this.line = '';
      this.column = 0;
    } else if (!sequence.includes('1')) {
      this.line = this.line.slice(0, this.column);
    }
  }

  private flushWhenLong(): string {
    return this.line.length > LONGEST_LINE ? this.flush() : '';
  }
}
