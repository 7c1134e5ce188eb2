import { ConversationErrorCode } from '@openhands-nest/contracts/vocabulary';
import { LimitReachedError } from '../run/failures.js';

/** Why a run is cut off; the reason of its abort signal. */
export const StopReason = {
  Interrupt: new Error('The run was interrupted.'),
  Shutdown: new Error('The server is shutting down.'),
  LeaseLost: new Error('Another process has taken over the conversation.'),
  Deadline: new LimitReachedError(
    ConversationErrorCode.MaxDurationReached,
    'The run has used up its time. Run it again to go on.',
  ),
} as const;
export type StopReason = (typeof StopReason)[keyof typeof StopReason];
