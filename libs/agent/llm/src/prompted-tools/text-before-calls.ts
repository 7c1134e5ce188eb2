import { CALL_START } from './call-format.js';

/** Lets the text of a reply through until its first call begins; what may be the beginning of one is held back. */
export class TextBeforeCalls {
  private held = '';
  private isOver = false;

  /** What can be shown after this piece. */
  add(piece: string): string {
    if (this.isOver) return '';
    const text = this.held + piece;
    const at = text.indexOf(CALL_START);
    this.isOver = at >= 0;
    const shown = this.isOver ? at : text.length - beginningAtEnd(text);
    this.held = text.slice(shown);
    return text.slice(0, shown);
  }

  /** What was held back without need, when the reply has ended. */
  end(): string {
    return this.isOver ? '' : this.held;
  }
}

/** How many characters at the end of a text may be the beginning of a call. */
function beginningAtEnd(text: string): number {
  for (let length = Math.min(text.length, CALL_START.length - 1); length > 0; length -= 1)
    if (CALL_START.startsWith(text.slice(-length))) return length;
  return 0;
}
