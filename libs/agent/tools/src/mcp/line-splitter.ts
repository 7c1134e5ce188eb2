const NEWLINE = 0x0a;

/** Cuts a stream of bytes into lines. Keeps pieces as they come, so that a long line costs no more than its length. */
export class LineSplitter {
  private readonly pieces: Buffer[] = [];
  private size = 0;

  /** @param maxBytes of one line */
  constructor(private readonly maxBytes: number) {}

  /** The lines that end in these bytes. @throws Error when a line is too long */
  *take(bytes: Buffer): Generator<string> {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      this.keep(bytes.subarray(start, end));
      start = end + 1;
      yield this.whole();
    }
    this.keep(bytes.subarray(start));
  }

  private keep(piece: Buffer): void {
    this.size += piece.length;
    if (this.size > this.maxBytes) throw new Error(`The server sends a message of more than ${this.maxBytes} bytes.`);
    if (piece.length > 0) this.pieces.push(piece);
  }

  private whole(): string {
    const line = Buffer.concat(this.pieces).toString('utf8');
    this.pieces.length = 0;
    this.size = 0;
    return line;
  }
}
