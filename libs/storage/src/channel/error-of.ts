import { AlreadyExistsError, ConversationNotFoundError, LeaseLostError } from '@openhands-nest/agent-ports';
import type { RefusalCode, RefusalNotice } from '../protocol/refusal.js';

const ERRORS: Readonly<Record<RefusalCode, (notice: RefusalNotice) => Error>> = {
  conversation_not_found: ({ conversationId }) => new ConversationNotFoundError(conversationId ?? ''),
  lease_lost: ({ conversationId }) => new LeaseLostError(conversationId ?? ''),
  already_exists: ({ message }) => new AlreadyExistsError(message),
  failed: ({ message }) => new Error(message),
};

/** The ports' error for a refusal that came from the thread with the database. */
export function errorOf(notice: RefusalNotice): Error {
  return ERRORS[notice.code](notice);
}
