import type { Condensation } from '@openhands-nest/contracts/events';
import type { LlmMessage } from '@openhands-nest/agent-ports';

/** Events that belong together for the model: a message, or a reply with the answers to its calls. */
export interface Entry {
  /** Ids of the events, in order. */
  readonly ids: readonly string[];
  readonly messages: readonly LlmMessage[];
  /** It stands for what was forgotten. */
  readonly isSummary?: true;
}

/** The finished part of what the model sees, which only grows at its end or is condensed as a whole. */
export class History {
  private list: Entry[] = [];
  private flat: LlmMessage[] = [];

  get entries(): readonly Entry[] {
    return this.list;
  }

  get messages(): readonly LlmMessage[] {
    return this.flat;
  }

  /** The last word that was spoken; a summary is none. */
  get lastSpoken(): LlmMessage | undefined {
    return this.list.findLast(({ isSummary }) => !isSummary)?.messages.at(-1);
  }

  /** How many events it is made of. */
  get size(): number {
    return this.list.reduce((sum, { ids }) => sum + ids.length, 0);
  }

  push(entry: Entry): void {
    this.list.push(entry);
    this.flat.push(...entry.messages);
  }

  /** Puts this in front of everything else, in place of the head that was there. */
  setHead(entry: Entry): void {
    const rest = this.list.filter(({ messages }) => messages[0]?.role !== 'system');
    this.list = [entry, ...rest];
    this.flat = this.list.flatMap(({ messages }) => messages);
  }

  /** Leaves out what consists of this event alone. */
  leaveOut(id: string): void {
    this.list = this.list.filter(({ ids }) => !(ids.length === 1 && ids[0] === id));
    this.flat = this.list.flatMap(({ messages }) => messages);
  }

  /** Leaves out what was forgotten and puts the summary, if there is one, in its place. */
  condense(condensation: Condensation): void {
    const forgotten = new Set(condensation.forgotten_event_ids);
    this.list = this.list.filter(({ ids }) => !ids.every((id) => forgotten.has(id)));
    const { summary } = condensation;
    if (summary)
      this.list.splice(this.indexAfter(condensation.summary_offset ?? 0), 0, summaryEntry(condensation, summary));
    this.flat = this.list.flatMap(({ messages }) => messages);
  }

  /** Index of the first entry behind so many events. */
  private indexAfter(events: number): number {
    let seen = 0;
    const index = this.list.findIndex(({ ids }) => {
      if (seen >= events) return true;
      seen += ids.length;
      return false;
    });
    return index === -1 ? this.list.length : index;
  }
}

function summaryEntry({ id }: Condensation, summary: string): Entry {
  const text = `<summary_of_earlier_events>\n${summary}\n</summary_of_earlier_events>`;
  return { ids: [`${id}-summary`], messages: [{ role: 'user', content: [{ type: 'text', text }] }], isSummary: true };
}
