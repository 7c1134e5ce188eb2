import type { EventLog } from '@openhands-nest/agent-ports';
import { completeEvent } from '../agent-server-api/events/complete-event.js';

/** Events that are posted together. */
export interface EventBatch {
  /** JSON list of whole events. */
  readonly body: string;
  /** Sequence number of the last of them. */
  readonly lastSeq: number;
}

/** The next events of a conversation, one at least; undefined when there are none. */
export async function readBatch(
  log: EventLog,
  conversationId: string,
  after: number,
  { limit, maxBytes }: { readonly limit: number; readonly maxBytes: number },
): Promise<EventBatch | undefined> {
  const texts: string[] = [];
  let bytes = 2;
  let lastSeq = after;
  for (const { seq, json } of await log.read(conversationId, after, limit, maxBytes)) {
    const text = JSON.stringify(completeEvent(json));
    bytes += Buffer.byteLength(text) + 1;
    if (texts.length > 0 && bytes > maxBytes) break;
    texts.push(text);
    lastSeq = seq;
  }
  return texts.length === 0 ? undefined : { body: `[${texts.join(',')}]`, lastSeq };
}

/** Below the webhook's address. */
export function eventsPath(conversationId: string): string {
  return `/events/${conversationId.replaceAll('-', '')}`;
}
