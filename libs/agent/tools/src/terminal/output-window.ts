import { omissionNotice } from '@openhands-nest/agent-ports';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { joinAround } from '../text/head-and-tail.js';
import type { OutputFile } from './output-file.js';
import { TerminalText } from './terminal-text.js';

export interface ShownOutput {
  /** At most {@link Limits.TERMINAL_OUTPUT_CHARS} characters, beginning and end. */
  readonly text: string;
  /** Where the whole is, when the text had to be cut. */
  readonly savedIn?: string;
}

const LIMIT: number = Limits.TERMINAL_OUTPUT_CHARS;

/** Output since the last observation. Memory stays bounded however much comes: beginning and end here, the whole in a file. */
export class OutputWindow {
  private readonly cleaner = new TerminalText();
  private head = '';
  private tail = '';
  private total = 0;
  private file: OutputFile | undefined;

  /** Without `openFile` the middle of a long output is dropped. */
  constructor(private readonly openFile?: () => OutputFile) {}

  get isEmpty(): boolean {
    return this.total === 0;
  }

  push(chunk: string): void {
    this.add(this.cleaner.push(chunk));
  }

  /** What a model sees of all this. The window must not be used any more. */
  async close(): Promise<ShownOutput> {
    this.add(this.cleaner.flush());
    if (this.total <= LIMIT) return { text: this.head };
    await this.file?.close();
    const savedIn = this.file?.isUsable ? this.file.path : undefined;
    return { text: joinAround(this.head, this.notice(savedIn), this.tail, LIMIT), ...(savedIn && { savedIn }) };
  }

  private add(text: string): void {
    if (text === '') return;
    const wasShort = this.total <= LIMIT;
    this.total += text.length;
    this.tail += text;
    if (this.tail.length > 2 * LIMIT) this.tail = this.tail.slice(-LIMIT);
    if (this.head.length < LIMIT) this.addToHead(text, wasShort);
    else if (wasShort) this.startFile(this.head + text);
    else this.file?.append(text);
  }

  private addToHead(text: string, wasShort: boolean): void {
    const whole = this.head + text;
    this.head = whole.slice(0, LIMIT);
    if (wasShort && this.total > LIMIT) this.startFile(whole);
  }

  private startFile(textSoFar: string): void {
    this.file = this.openFile?.();
    this.file?.append(textSoFar);
  }

  private notice(savedIn: string | undefined): string {
    const missing = `${this.total - LIMIT} or more characters left out`;
    if (!savedIn) return omissionNotice(missing);
    const extent = this.file?.isFull ? 'The first 100 MB of the output are' : 'The whole output is';
    return omissionNotice(`${missing}. ${extent} in ${savedIn}`);
  }
}
