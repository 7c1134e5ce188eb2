import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { AgentState, agentStateOf, stateChanged } from './agent-state.js';
import { seqOf } from './event-ids.js';
import type { LegacyAction, LegacyDraft } from './legacy-event.js';
import type { ProjectionState } from './projection-state.js';

/**
 * The events of a change to or from waiting for approval. As in 0.53 a call that waits is shown after the state that says so, and
 * again under another id, which its answer then refers to, when it may go on. Undefined for every other change.
 */
export function confirmationChange(
  state: ProjectionState,
  status: ExecutionStatus,
  idAt: Showing['idAt'],
): LegacyDraft[] | undefined {
  const wasWaiting = state.isWaiting;
  state.isWaiting = status === ExecutionStatus.WaitingForConfirmation;
  if (state.isWaiting) {
    const waiting = callsAgain(state, 'awaiting_confirmation', { idAt, place: 1, following: 0 });
    return [stateChanged(agentStateOf(status, state)), ...waiting];
  }
  if (!wasWaiting || status !== ExecutionStatus.Running) return undefined;
  const confirmed = callsAgain(state, 'confirmed', { idAt, place: 1, following: 1 });
  return [stateChanged(AgentState.UserConfirmed), ...confirmed, stateChanged(AgentState.Running)];
}

/** What comes before the answer to a call that a person rejected. */
export function rejectedCall(state: ProjectionState, toolCallId: string, idAt: Showing['idAt']): LegacyDraft[] {
  const told = state.isWaiting ? [stateChanged(AgentState.UserRejected)] : [];
  state.isWaiting = false;
  return [...told, ...callsAgain(state, 'rejected', { idAt, place: told.length, following: 1, only: toolCallId })];
}

interface Showing {
  readonly idAt: (place: number) => number;
  /** Place of the first of them among the events that one of the log becomes. */
  readonly place: number;
  /** How many others come after them, which need ids too. */
  readonly following: number;
  /** The only call that is meant. */
  readonly only?: string;
}

/** As many calls as the ids of an event suffice for. Once a call has been shown, its thought is not said again. */
function callsAgain(state: ProjectionState, mark: string, { idAt, place, following, only }: Showing): LegacyDraft[] {
  const hasRoom = (index: number): boolean => seqOf(idAt(place + index + following)) === seqOf(idAt(0));
  const calls = [...state.calls].flatMap(([id, { shown, isHeld, ...call }]) => {
    const isMeant = only === undefined || only === id;
    return isMeant && shown ? [{ id, call, shown, isHeld }] : [];
  });
  return calls
    .filter((_, index) => hasRoom(index))
    .map(({ id, call, shown, isHeld }, index) => {
      state.calls.set(id, { ...call, shown, id: idAt(place + index) });
      const body = shown.body as LegacyAction;
      const args = { ...body.args, ...(!isHeld && { thought: '' }), confirmation_state: mark };
      return { ...shown, body: { ...body, args } };
    });
}
