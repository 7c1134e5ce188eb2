import type { Content, ConversationEvent } from '@openhands-nest/contracts/events';
import { ActionKind, EventKind, EventSource, MessageRole } from '@openhands-nest/contracts/vocabulary';
import type { AcpState } from './acp-state.js';

/** A message to the agent. */
export interface Letter {
  readonly id: string;
  readonly seq: number;
  readonly content: readonly Content[];
}

/** What the agent is to be given next. */
export interface Due {
  readonly letters: readonly Letter[];
  /** It was given them before, and did not come to the end. */
  readonly again: boolean;
}

/** What was said, in order, for an agent that was not there. */
export interface Line {
  readonly seq: number;
  readonly who: 'person' | 'agent';
  readonly text: string;
}

/** The messages of a conversation to an agent that remembers by itself what it was given. Kept up to date event by event. */
export class Mailbox {
  private readonly letters: Letter[] = [];
  private readonly lines: Line[] = [];
  private readonly refused = new Set<string>();
  private repliedSeq = 0;
  private seq = 0;

  add(event: ConversationEvent, seq: number): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    if (event.kind === EventKind.Message) this.addMessage(event, seq);
    if (event.kind === EventKind.HookExecution && event.blocked && event.message_id) this.refused.add(event.message_id);
    if (event.kind === EventKind.Action && event.source === EventSource.Agent)
      this.addReply(event.action?.kind === ActionKind.Finish ? event.action.message : '', seq);
  }

  /** Undefined: there is nothing to say. */
  due({ given, isOpen }: AcpState): Due | undefined {
    const index = this.letters.findIndex(({ id }) => id === given);
    const fresh = this.letters.filter(({ id, seq }, at) =>
      this.refused.has(id) ? false : index === -1 ? seq > this.repliedSeq : at > index,
    );
    if (fresh.length > 0) return { letters: fresh, again: false };
    const last = this.letters[index];
    return isOpen && last && !this.refused.has(last.id) ? { letters: [last], again: true } : undefined;
  }

  /** What was said before this message. */
  before({ seq }: Letter): readonly Line[] {
    return this.lines.filter((line) => line.seq < seq);
  }

  private addMessage({ id, source, llm_message: message, extended_content: added }: MessageOf, seq: number): void {
    const text = textOf(message.content);
    if (message.role === MessageRole.Assistant) return this.addReply(text, seq);
    this.letters.push({ id, seq, content: [...message.content, ...added] });
    if (source === EventSource.User) this.lines.push({ seq, who: 'person', text });
  }

  private addReply(text: string, seq: number): void {
    this.repliedSeq = seq;
    if (text.trim() !== '') this.lines.push({ seq, who: 'agent', text });
  }
}

type MessageOf = Extract<ConversationEvent, { kind: typeof EventKind.Message }>;

function textOf(content: readonly Content[]): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
