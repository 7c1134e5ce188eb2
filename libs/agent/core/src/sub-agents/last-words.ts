import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { ActionKind, EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { eventOf, type EventLog } from '@openhands-nest/agent-ports';

/** Its last words are near the end, or there are none. */
const NEWEST = 200;

/** What the agent of a conversation has said last; empty before it has said anything. */
export async function lastWords(log: EventLog, conversationId: string): Promise<string> {
  const newest = await log.readLast(conversationId, NEWEST);
  for (const stored of newest.toReversed()) {
    const words = wordsOf(eventOf(stored));
    if (words) return words;
  }
  return '';
}

function wordsOf(event: ConversationEvent): string {
  if (event.kind === EventKind.Action)
    return event.action?.kind === ActionKind.Finish ? (event.action as { readonly message: string }).message : '';
  if (event.kind !== EventKind.Message || event.source !== EventSource.Agent) return '';
  return event.llm_message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
