import type { Progress } from '@openhands-nest/agent-core';
import { toHexId } from '@openhands-nest/contracts/vocabulary';

/** Tells clients that a conversation has another title: they read the conversation again. */
export function titleUpdate(conversationId: string, title: string): object {
  return { status_update: true, type: 'info', message: toHexId(conversationId), conversation_title: title };
}

/** Tells clients what a conversation is going through; they translate the id for people. */
export function progressUpdate({ status, message }: Progress): object {
  return { status_update: true, type: 'info', id: status, message };
}
