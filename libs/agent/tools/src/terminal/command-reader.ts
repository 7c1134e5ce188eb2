import { HereDocuments } from './here-documents.js';
import { skipDoubleQuotes, skipSingleQuotes, skipSubstitution } from './shell-quotes.js';

/** Words that open a construct, with the word that closes it. */
const CLOSING: Readonly<Record<string, string>> = {
  if: 'fi',
  for: 'done',
  while: 'done',
  until: 'done',
  select: 'done',
  case: 'esac',
  '{': '}',
  '(': ')',
  '[[': ']]',
};
/** Words after which a command may begin. */
const LEADING = new Set(['then', 'do', 'else', 'elif', 'if', 'while', 'until', '{', '!', 'time', 'coproc']);
const WORD_END = /[\s;&|()<>]/;

/** Reads one top-level command at a time. Knows as much of the shell's grammar as it takes to see where a line ends one. */
export class CommandReader {
  private position = 0;
  private readonly open: string[] = [];
  private readonly hereDocuments = new HereDocuments();
  /** A reserved word would be one here. */
  private atCommandStart = true;
  /** The last token needs a continuation: an operator, or the `()` of a function. */
  private expectsMore = false;
  private hasTokens = false;
  /** After `function`: the next word is a name. */
  private namesFunction = false;

  constructor(private readonly text: string) {}

  /** Undefined at the end of the text. */
  next(): string | undefined {
    if (this.position >= this.text.length) return undefined;
    const start = this.position;
    this.hasTokens = false;
    this.atCommandStart = true;
    while (this.position < this.text.length) {
      if (this.text[this.position] === '\n') {
        const end = this.position;
        if (this.newLine()) return this.text.slice(start, Math.max(end, this.hereDocuments.endOfLast));
      } else this.token();
    }
    return this.hasTokens ? this.text.slice(start) : undefined;
  }

  /** Returns whether the line ended a command. */
  private newLine(): boolean {
    this.position = this.hereDocuments.skipBodies(this.text, this.position + 1);
    if (this.open.at(-1) !== ']]') this.atCommandStart = true;
    return this.open.length === 0 && !this.expectsMore && this.hasTokens;
  }

  private token(): void {
    const { text, position } = this;
    const character = text[position] ?? '';
    if (/\s/.test(character)) this.position += 1;
    else if (character === '\\' && text[position + 1] === '\n') this.position += 2;
    else if (character === '#') this.comment();
    else if (';&|'.includes(character)) this.separator(character);
    else if ('<>'.includes(character)) this.redirection();
    else if (character === '(') this.openParenthesis();
    else if (character === ')') this.closeParenthesis();
    else this.word();
  }

  private comment(): void {
    const end = this.text.indexOf('\n', this.position);
    this.position = end < 0 ? this.text.length : end;
  }

  private separator(character: string): void {
    const isDouble = this.text[this.position + 1] === character;
    this.position += isDouble ? 2 : 1;
    this.expectsMore = character === '|' || (character === '&' && isDouble);
    this.atCommandStart = true;
    this.hasTokens = true;
    // `|&` is a pipe, too.
    if (character === '|' && !isDouble && this.text[this.position] === '&') this.position += 1;
  }

  private redirection(): void {
    this.hasTokens = true;
    this.expectsMore = false;
    const opened = this.hereDocuments.open(this.text, this.position);
    if (opened) this.position = opened;
    else if (this.text[this.position + 1] === '(') this.position = skipSubstitution(this.text, this.position + 1);
    else
      this.position +=
        /^(?:<<<|>>|<>|>\||[<>]&|[<>])/.exec(this.text.slice(this.position, this.position + 3))?.[0].length ?? 1;
  }

  private openParenthesis(): void {
    const isFunction = /^\(\s*\)/.exec(this.text.slice(this.position, this.position + 64));
    this.hasTokens = true;
    if (isFunction) {
      this.position += isFunction[0].length;
      this.expectsMore = true;
      this.atCommandStart = true;
    } else {
      this.position += 1;
      if (this.open.at(-1) !== 'esac') this.open.push(')');
      this.expectsMore = false;
      this.atCommandStart = true;
    }
  }

  private closeParenthesis(): void {
    this.position += 1;
    this.hasTokens = true;
    // The parenthesis after a pattern of `case` has no partner.
    if (this.open.at(-1) === ')') this.open.pop();
    this.atCommandStart = this.open.at(-1) === 'esac';
    this.expectsMore = false;
  }

  private word(): void {
    const start = this.position;
    this.skipWord();
    const word = this.text.slice(start, this.position);
    this.hasTokens = true;
    this.expectsMore = this.namesFunction;
    if (this.namesFunction) {
      this.namesFunction = false;
      this.atCommandStart = true;
    } else if (word === this.open.at(-1) && (this.atCommandStart || word === ']]')) {
      this.open.pop();
      this.atCommandStart = false;
    } else if (this.atCommandStart && this.open.at(-1) !== ']]') this.firstWord(word);
  }

  private firstWord(word: string): void {
    const closing = Object.hasOwn(CLOSING, word) ? CLOSING[word] : undefined;
    if (closing) this.open.push(closing);
    this.namesFunction = word === 'function';
    this.atCommandStart = LEADING.has(word) || /^\w+=/.test(word);
  }

  private skipWord(): void {
    const { text } = this;
    while (this.position < text.length && !WORD_END.test(text[this.position] ?? '')) {
      const character = text[this.position];
      if (character === '\\') this.position += 2;
      else if (character === "'") this.position = skipSingleQuotes(text, this.position);
      else if (character === '"') this.position = skipDoubleQuotes(text, this.position);
      else if (character === '`' || character === '$') this.position = skipSubstitution(text, this.position);
      else this.position += 1;
    }
    this.skipArray();
  }

  /** `name=(…)`: the list belongs to the word. */
  private skipArray(): void {
    if (this.text[this.position] === '(' && this.text[this.position - 1] === '=') {
      this.position = skipSubstitution(this.text, this.position);
    }
  }
}
