import type { Readable } from 'node:stream';

/** Keeps the first bytes of a stream and drops the rest, so that a flood never fills the memory. */
export class OutputBuffer {
  private readonly chunks: Buffer[] = [];
  private kept = 0;
  private cut = false;

  constructor(
    private readonly stream: Readable,
    private readonly maxBytes: number,
  ) {
    stream.on('data', (chunk: Buffer) => this.keep(chunk));
    stream.on('error', () => undefined);
  }

  get truncated(): boolean {
    return this.cut;
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  /** Stops reading, also when somebody still holds the other end. */
  close(): void {
    this.stream.destroy();
  }

  private keep(chunk: Buffer): void {
    const room = this.maxBytes - this.kept;
    if (chunk.length > room) this.cut = true;
    if (room <= 0) return;
    // A copy, since a slice would keep the whole chunk alive.
    const part = chunk.length > room ? Buffer.from(chunk.subarray(0, room)) : chunk;
    this.chunks.push(part);
    this.kept += part.length;
  }
}
