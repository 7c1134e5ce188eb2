import { WordReader } from './read-word.js';
import type { Command, Pipeline, Redirection, Script, Word } from './script.js';

/** Deeper nesting, and more commands, than this are not looked into. */
const MAX_DEPTH = 8;
const MAX_COMMANDS = 2_000;

/** Words that stand before a command without being one. */
const KEYWORDS: ReadonlySet<string> = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '{', '!', 'time']);
const REDIRECTION = /^\d*(<<<|<<-?|>>|>\||<>|&>>?|[<>]&?)/;
const SEPARATOR = /^(?:;;?|&&|\|\||&|\n|\(|\))/;

/** The commands in a piece of shell, at any depth. Never fails: prose is a command too, though a strange one. */
export function readScript(text: string, depth = 0): Script {
  return depth > MAX_DEPTH ? [] : new ScriptReader(text, depth).read();
}

class ScriptReader {
  private at = 0;
  private count = 0;
  private readonly pipelines: Pipeline[] = [];
  private pipeline: Command[] = [];
  private words: Word[] = [];
  private redirections: Redirection[] = [];
  private input: string | undefined;
  /** Delimiter of a here-document that begins with the next line. */
  private delimiter: string | undefined;

  constructor(
    private readonly text: string,
    private readonly depth: number,
  ) {}

  read(): Script {
    while (this.at < this.text.length && this.count < MAX_COMMANDS) this.step();
    this.endPipeline();
    return this.pipelines;
  }

  private step(): void {
    const rest = this.text.slice(this.at, this.at + 8);
    const [blank] = /^(?:[^\S\n]+|\\\n)+/.exec(this.text.slice(this.at)) ?? [];
    if (blank) this.at += blank.length;
    else if (rest[0] === '#') this.at = this.endOfLine();
    else if (/^\|&?(?!\|)/.test(rest)) this.separate(rest.startsWith('|&') ? 2 : 1, () => this.endCommand());
    else if (this.redirection(rest)) return;
    else this.separatorOrWord(rest);
  }

  private separatorOrWord(rest: string): void {
    const [separator] = SEPARATOR.exec(rest) ?? [];
    if (separator === undefined) return this.word();
    this.separate(separator.length, () => {
      if (separator === '\n') this.hereDocument();
      this.endPipeline();
    });
  }

  private separate(length: number, end: () => void): void {
    this.at += length;
    end();
  }

  private word(): void {
    const word = this.readWord();
    const isKeyword = this.words.length === 0 && word.value !== undefined && KEYWORDS.has(word.value);
    if (!isKeyword) this.words.push(word);
  }

  private readWord(): Word {
    const reader = new WordReader(this.text, this.at, (source) => readScript(source, this.depth + 1));
    const { word, end } = reader.read();
    this.at = Math.max(end, this.at + 1);
    return word;
  }

  private redirection(rest: string): boolean {
    const [whole, operator = ''] = REDIRECTION.exec(rest) ?? [];
    const isSubstitution = /^[<>]\(/.test(rest);
    if (whole === undefined || isSubstitution) return false;
    this.at += whole.length;
    this.at += /^[^\S\n]*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
    const target = this.readWord();
    if (operator.startsWith('<<') && operator !== '<<<') this.delimiter = target.known;
    else if (operator === '<<<') this.input = target.value;
    else this.redirections.push({ operator, target });
    return true;
  }

  private hereDocument(): void {
    if (this.delimiter === undefined) return;
    const lines = this.text.slice(this.at).split('\n');
    const end = lines.findIndex((line) => line.trim() === this.delimiter);
    const body = end === -1 ? lines : lines.slice(0, end);
    this.input = body.join('\n');
    this.at += this.input.length + (end === -1 ? 0 : (lines[end] ?? '').length + 2);
    this.delimiter = undefined;
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end === -1 ? this.text.length : end;
  }

  private endCommand(): void {
    if (this.words.length > 0 || this.redirections.length > 0) {
      const input = this.input === undefined ? {} : { input: this.input };
      this.pipeline.push({ words: this.words, redirections: this.redirections, ...input });
      this.count += 1;
    }
    this.words = [];
    this.redirections = [];
    this.input = undefined;
  }

  private endPipeline(): void {
    this.endCommand();
    if (this.pipeline.length > 0) this.pipelines.push(this.pipeline);
    this.pipeline = [];
  }
}
