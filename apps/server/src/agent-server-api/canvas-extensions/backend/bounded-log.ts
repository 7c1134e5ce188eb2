const MAX_BYTES = 256 * 1024;

/** The end of what a program writes. */
export class BoundedLog {
  private readonly pieces: Buffer[] = [];
  private bytes = 0;
  private isCut = false;

  add(piece: Buffer): void {
    this.pieces.push(piece);
    this.bytes += piece.length;
    while (this.bytes > MAX_BYTES) this.shorten();
  }

  /** So many bytes of its end at most, as text. */
  end(limit: number): { readonly logs: string; readonly truncated: boolean } {
    const all = Buffer.concat(this.pieces);
    return {
      logs: all.subarray(Math.max(0, all.length - limit)).toString('utf8'),
      truncated: this.isCut || all.length > limit,
    };
  }

  private shorten(): void {
    const [first] = this.pieces;
    if (!first) return;
    const surplus = this.bytes - MAX_BYTES;
    if (first.length <= surplus) this.pieces.shift();
    else this.pieces[0] = first.subarray(surplus);
    this.bytes -= Math.min(first.length, surplus);
    this.isCut = true;
  }
}
