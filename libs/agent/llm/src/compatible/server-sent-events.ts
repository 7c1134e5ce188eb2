const LINE_END = /\r\n|\r|\n/;

/**
 * Reads the data of server-sent events from the bytes of a reply, in batches as they arrive.
 * An event without the blank line that ends it is not delivered.
 */
export async function* dataOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly string[], void> {
  const decoder = new TextDecoder();
  const events = new EventLines();
  for await (const bytes of body) yield events.add(decoder.decode(bytes, { stream: true }));
}

/** Puts lines and events together that were cut anywhere. */
class EventLines {
  private unfinished = '';
  private data: string[] = [];

  /** @returns the data of the events that the text completes. */
  add(text: string): string[] {
    const whole = this.unfinished + text;
    // What follows a last "\r" may be the "\n" that belongs to it.
    const lines = (whole.endsWith('\r') ? whole.slice(0, -1) : whole).split(LINE_END);
    this.unfinished = (lines.pop() ?? '') + (whole.endsWith('\r') ? '\r' : '');
    return lines.flatMap((line) => this.addLine(line));
  }

  private addLine(line: string): string[] {
    if (line === '') return this.finish();
    // Comments, names of events and their ids say nothing that a reply needs.
    if (line.startsWith('data:')) this.data.push(line.slice(line[5] === ' ' ? 6 : 5));
    return [];
  }

  private finish(): string[] {
    const { data } = this;
    if (data.length === 0) return [];
    this.data = [];
    return [data.join('\n')];
  }
}
