import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { AgentState, agentStateOf, stateChanged } from './agent-state.js';
import type { LegacyAction, LegacyDraft } from './legacy-event.js';
import type { ProjectionState } from './projection-state.js';

/** Most commands that are shown again when they wait, so that the ids of an event suffice. */
const MOST_WAITING = 3;
/** The same when they may go on: two states stand around them. */
const MOST_CONFIRMED = 2;

/**
 * The events of a change to or from waiting for approval. As in 0.53 a command that waits is shown again under another id, which its
 * answer then refers to: marked as waiting, and once more as confirmed. Undefined for every other change.
 */
export function confirmationChange(
  state: ProjectionState,
  status: ExecutionStatus,
  idAt: Showing['idAt'],
): LegacyDraft[] | undefined {
  const wasWaiting = state.isWaiting;
  state.isWaiting = status === ExecutionStatus.WaitingForConfirmation;
  if (state.isWaiting) {
    const waiting = commandsAgain(state, 'awaiting_confirmation', { idAt, place: 1, most: MOST_WAITING });
    return [stateChanged(agentStateOf(status, state)), ...waiting];
  }
  if (!wasWaiting || status !== ExecutionStatus.Running) return undefined;
  const confirmed = commandsAgain(state, 'confirmed', { idAt, place: 1, most: MOST_CONFIRMED });
  return [stateChanged(AgentState.UserConfirmed), ...confirmed, stateChanged(AgentState.Running)];
}

/** What comes before the answer to a call that a person rejected. */
export function rejectedCall(state: ProjectionState, toolCallId: string, idAt: Showing['idAt']): LegacyDraft[] {
  const told = state.isWaiting ? [stateChanged(AgentState.UserRejected)] : [];
  state.isWaiting = false;
  return [...told, ...commandsAgain(state, 'rejected', { idAt, place: told.length, most: 1, only: toolCallId })];
}

interface Showing {
  readonly idAt: (place: number) => number;
  /** Place of the first of them among the events that one of the log becomes. */
  readonly place: number;
  readonly most: number;
  /** The only call that is meant. */
  readonly only?: string;
}

/** Only commands have a mark for it there. */
function commandsAgain(state: ProjectionState, mark: string, { idAt, place, most, only }: Showing): LegacyDraft[] {
  const commands = [...state.calls].flatMap(([id, call]) => {
    const isMeant = only === undefined || only === id;
    return isMeant && call.command ? [{ id, call, command: call.command }] : [];
  });
  return commands.slice(0, most).map(({ id, call, command }, index) => {
    state.calls.set(id, { ...call, id: idAt(place + index) });
    const body = command.body as LegacyAction;
    return { ...command, body: { ...body, args: { ...body.args, thought: '', confirmation_state: mark } } };
  });
}
