/** Characters below which a piece takes in the next one: many short writes must not become many pieces. */
const SMALL = 16 * 1024;

/**
 * Text that comes in pieces, cut off at its beginning. It is kept as it came: adding to one long string, and cutting that, would
 * copy all of it for each piece, and leave long strings behind that are cleared away late.
 */
export class TextPieces {
  #pieces: string[] = [];
  #length = 0;

  /** In characters, as strings count them. */
  get length(): number {
    return this.#length;
  }

  add(text: string): void {
    this.#length += text.length;
    const last = this.#pieces.length - 1;
    const newest = this.#pieces[last];
    if (newest !== undefined && newest.length < SMALL) this.#pieces[last] = newest + text;
    else this.#pieces.push(text);
  }

  /** Removes the first so many characters, one fewer where that would take a character apart. They are the answer. */
  take(length: number): string {
    const taken = this.#remove(length).join('');
    const isCut = this.#length > 0 && /[\uD800-\uDBFF]$/.test(taken.slice(-1));
    if (!isCut) return taken;
    this.#putBack(taken.slice(-1));
    return taken.slice(0, -1);
  }

  /** Removes everything but the last so many characters, one more where that would take a character apart. @returns how many went */
  keepLast(length: number): number {
    const before = this.#length;
    this.#remove(before - length);
    const [first = ''] = this.#pieces;
    if (/^[\uDC00-\uDFFF]/.test(first)) this.#remove(1);
    return before - this.#length;
  }

  toString(): string {
    return this.#pieces.join('');
  }

  #remove(length: number): string[] {
    const removed: string[] = [];
    let missing = Math.min(length, this.#length);
    while (missing > 0) {
      const first = this.#pieces[0] as string;
      if (first.length <= missing) this.#pieces.shift();
      else this.#pieces[0] = first.slice(missing);
      removed.push(first.slice(0, missing));
      missing -= Math.min(missing, first.length);
    }
    this.#length -= removed.reduce((sum, { length: one }) => sum + one, 0);
    return removed;
  }

  #putBack(text: string): void {
    this.#pieces.unshift(text);
    this.#length += text.length;
  }
}
