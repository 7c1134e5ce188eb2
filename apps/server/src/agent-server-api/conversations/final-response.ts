import { isOnBranch, type Engine } from '@openhands-nest/agent-core';
import { eventOf, type StoredEvent } from '@openhands-nest/agent-ports';
import { ActionKind, EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';

/** Events looked at, from the end: the last words of a turn are close to it. */
const NEWEST = 100;

/** The last words of the agent on the branch that it sees: its message, or what it finished with. Empty before there are any. */
export async function finalResponse(engine: Engine, conversationId: string): Promise<string> {
  const query = { conversationId, source: EventSource.Agent, newestFirst: true, limit: NEWEST };
  const { record } = await engine.get(conversationId);
  const { items } = await engine.searchEvents(query);
  for (const stored of items) {
    if (!isOnBranch(record, stored.seq)) continue;
    const words = wordsOf(stored);
    if (words !== undefined) return words;
  }
  return '';
}

function wordsOf(stored: StoredEvent): string | undefined {
  const event = eventOf(stored);
  if (event.kind === EventKind.Action)
    return event.action?.kind === ActionKind.Finish ? event.action.message : undefined;
  if (event.kind !== EventKind.Message) return undefined;
  return event.llm_message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}
