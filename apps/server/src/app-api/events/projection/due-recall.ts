import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { LegacyDraft } from './legacy-event.js';
import type { ProjectionState } from './projection-state.js';
import { recallObservation, type ProjectionContext } from './recall.js';

/** What comes only once it is known what the conversation brings with it, or once nobody waits for that any more. */
const LATER: ReadonlySet<EventKind> = new Set([
  EventKind.SystemPrompt,
  EventKind.Message,
  EventKind.Action,
  EventKind.ConversationError,
]);

/**
 * Whether the first message's question for context is answered before this event. A run first gets the workspace ready and reads
 * what is in it; if that changes the system prompt, the new one is the next event, else the agent's first word is.
 */
export function answersRecall(event: ConversationEvent): boolean {
  if (event.kind !== EventKind.StateUpdate) return LATER.has(event.kind);
  return event.key === 'execution_status' && event.value !== ExecutionStatus.Running;
}

/** The answer that is due, once. */
export function dueRecall(state: ProjectionState, context: ProjectionContext): LegacyDraft[] {
  const { due, prompt } = state;
  state.due = undefined;
  return due ? [recallObservation(context, due, prompt)] : [];
}
