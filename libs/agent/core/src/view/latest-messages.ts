import type { MessageEvent } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { eventOf, type ConversationRecord, type EventLog } from '@openhands-nest/agent-ports';
import { isOnBranch } from './branch.js';

/** Characters of one message. */
const MAX_LENGTH = 8_000;
/** Messages read for each that is wanted: some lie on branches that were left, or hold no text. */
const SPARE = 4;

/** What people and the agent have said last on the branch in force, oldest first, each as `source: text`. */
export async function latestMessages(log: EventLog, record: ConversationRecord, count: number): Promise<string[]> {
  const { items } = await log.search({
    conversationId: record.id,
    kind: EventKind.Message,
    limit: count * SPARE,
    newestFirst: true,
  });
  const lines = items
    .filter(({ seq }) => isOnBranch(record, seq))
    .flatMap((stored) => lineOf(eventOf(stored) as MessageEvent));
  return lines.slice(0, count).reverse();
}

function lineOf({ source, llm_message: { content } }: MessageEvent): string[] {
  const text = content
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('\n')
    .trim();
  if (text === '') return [];
  return [`${source}: ${text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)} …` : text}`];
}
