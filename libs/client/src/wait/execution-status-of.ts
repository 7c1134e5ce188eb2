import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, type ExecutionStatus } from '@openhands-nest/contracts/vocabulary';

/** The execution status that an event reports; undefined when it is about something else. */
export function executionStatusOf(event: ConversationEvent): ExecutionStatus | undefined {
  if (event.kind !== EventKind.StateUpdate) return undefined;
  if (event.key === 'execution_status') return event.value as ExecutionStatus;
  if (event.key !== 'full_state') return undefined;
  return (event.value as { execution_status?: ExecutionStatus } | null)?.execution_status;
}
