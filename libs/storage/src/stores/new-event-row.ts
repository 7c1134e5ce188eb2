import type { ConversationEvent, MessageEvent } from '@openhands-nest/contracts/events';
import { eventJson } from '@openhands-nest/agent-ports';
import type { NewEventRow } from '../protocol/rows.js';

export function newEventRow(event: ConversationEvent): NewEventRow {
  return {
    id: event.id,
    kind: event.kind,
    source: event.source,
    timestamp: event.timestamp,
    json: eventJson(event),
    text: event.kind === 'MessageEvent' ? searchText(event) : null,
  };
}

/** What a person may look for in a message: its text, what was added to it, and the reasoning; in lower case. */
function searchText({ llm_message: message, extended_content: added }: MessageEvent): string {
  const texts = [...message.content, ...added].flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const thinking = message.thinking_blocks.flatMap((block) => (block.type === 'thinking' ? [block.thinking] : []));
  return [...texts, message.reasoning_content ?? '', ...thinking].join('\n').toLowerCase();
}
