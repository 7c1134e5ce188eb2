import type { Script, Word } from './script.js';

export interface ReadWord {
  readonly word: Word;
  /** Place behind it. */
  readonly end: number;
}

const ENDS_WORD = /[\s;&|()<>]/;
const EXPANDS = /[A-Za-z0-9_{@*#?$!-]/;

/** Takes one word apart: quotes, escapes, expansions. Never fails; what is not closed ends with the text. */
export class WordReader {
  private value = '';
  private known: string | undefined;
  private readonly inner: Script[] = [];

  constructor(
    private readonly text: string,
    private at: number,
    /** Reads what stands between parentheses or backticks. */
    private readonly readInner: (source: string) => Script,
  ) {}

  read(): ReadWord {
    while (this.at < this.text.length && this.step());
    return {
      word: {
        value: this.known === undefined ? this.value : undefined,
        known: this.known ?? this.value,
        inner: this.inner,
      },
      end: this.at,
    };
  }

  private step(): boolean {
    const character = this.text[this.at] ?? '';
    if (character === "'") this.singleQuoted();
    else if (character === '"') this.doubleQuoted();
    else if (character === '\\') this.escaped();
    else if (character === '$' || character === '`') this.expansion();
    else if ((character === '<' || character === '>') && this.text[this.at + 1] === '(') this.substitution(1);
    else if (ENDS_WORD.test(character)) return false;
    else this.take(1);
    return true;
  }

  private take(count: number): void {
    this.value += this.text.slice(this.at, this.at + count);
    this.at += count;
  }

  private singleQuoted(): void {
    const end = this.text.indexOf("'", this.at + 1);
    this.value += this.text.slice(this.at + 1, end === -1 ? undefined : end);
    this.at = end === -1 ? this.text.length : end + 1;
  }

  private doubleQuoted(): void {
    this.at += 1;
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const character = this.text[this.at];
      if (character === '\\') this.escaped();
      else if (character === '$' || character === '`') this.expansion();
      else this.take(1);
    }
    this.at += 1;
  }

  private escaped(): void {
    // A backslash at the end of a line joins it with the next one.
    if (this.text[this.at + 1] !== '\n') this.value += this.text[this.at + 1] ?? '';
    this.at += 2;
  }

  private expansion(): void {
    const next = this.text[this.at + 1] ?? '';
    if (this.text[this.at] === '`') return this.backticks();
    if (next === '(') return this.substitution(1);
    if (next === "'" || next === '"') {
      this.at += 1;
      return;
    }
    if (!EXPANDS.test(next)) return this.take(1);
    this.undecided();
    this.at =
      next === '{'
        ? this.behind('{', '}')
        : this.at + 1 + (/^(?:\w+|.)/.exec(this.text.slice(this.at + 1))?.[0].length ?? 1);
  }

  private backticks(): void {
    const end = this.text.indexOf('`', this.at + 1);
    this.runInside(this.text.slice(this.at + 1, end === -1 ? undefined : end));
    this.at = end === -1 ? this.text.length : end + 1;
  }

  /** `offset`: from here to the opening parenthesis. */
  private substitution(offset: number): void {
    const start = this.at + offset + 1;
    const end = this.behind('(', ')');
    this.runInside(this.text.slice(start, this.text[end - 1] === ')' ? end - 1 : end));
    this.at = end;
  }

  private runInside(source: string): void {
    this.undecided();
    this.inner.push(this.readInner(source));
  }

  private undecided(): void {
    this.known ??= this.value;
  }

  /** Place behind the bracket that closes the next opening one. */
  private behind(open: string, close: string): number {
    let depth = 0;
    for (let place = this.text.indexOf(open, this.at); place !== -1 && place < this.text.length; place += 1) {
      if (this.text[place] === open) depth += 1;
      else if (this.text[place] === close && (depth -= 1) === 0) return place + 1;
    }
    return this.text.length;
  }
}
