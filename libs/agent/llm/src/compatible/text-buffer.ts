/** By how much it grows beyond what is needed, so that it is not copied for each text. */
const GROWTH = 1.25;

/** UTF-8 bytes of texts that are put one behind the other, and can be cut back to where they ended before. */
export class TextBuffer {
  private bytes = Buffer.alloc(0);
  private used = 0;

  /** Bytes so far. */
  get length(): number {
    return this.used;
  }

  append(text: string): void {
    this.makeRoom(this.used + Buffer.byteLength(text));
    this.used += this.bytes.write(text, this.used);
  }

  cutTo(length: number): void {
    this.used = length;
  }

  /** All bytes. What is done to the buffer afterwards changes them: copy them, or have them copied, at once. */
  get view(): Buffer<ArrayBuffer> {
    return this.bytes.subarray(0, this.used);
  }

  private makeRoom(length: number): void {
    if (length <= this.bytes.length) return;
    // Not from Node's pool, which would be kept in memory with it.
    const larger = Buffer.allocUnsafeSlow(Math.ceil(this.used === 0 ? length : length * GROWTH));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}
