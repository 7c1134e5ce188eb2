import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';

export interface SubmittedPrompt {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
}

/** The messages of the user that hooks have not seen yet. */
export class PromptWatch {
  private prompts: SubmittedPrompt[] = [];
  private repliedSeq = 0;

  add(event: ConversationEvent, seq: number): void {
    if (event.kind === EventKind.Action) this.repliedSeq = seq;
    if (event.kind !== EventKind.Message) return;
    if (event.source === EventSource.Agent) this.repliedSeq = seq;
    if (event.source !== EventSource.User) return;
    const text = event.llm_message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    this.prompts.push({ id: event.id, seq, text });
  }

  /** Those behind `checkedSeq`. Undefined: no hook has ever seen one, so what has been replied to is left in peace. */
  take(checkedSeq: number | undefined): readonly SubmittedPrompt[] {
    const after = checkedSeq ?? this.repliedSeq;
    const due = this.prompts.filter(({ seq }) => seq > after);
    this.prompts = [];
    return due;
  }
}
