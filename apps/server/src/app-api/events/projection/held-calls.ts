import { isHarmless, mustConfirm } from '@openhands-nest/agent-core';
import type { ActionEvent, ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import type { LegacyDraft } from './legacy-event.js';
import type { OpenCall, ProjectionState } from './projection-state.js';

/** Most calls of one reply that are held back: together with what they are shown with, they have to fit into the ids of one event. */
const MOST_HELD = 2;

/**
 * Whether a call is not shown yet, because a person may have to approve it: clients of 0.53 ask for that below what comes after the
 * state that says so. Whether it waits is settled by an event that is committed together with the call: one that comes while others wait already is not asked about.
 */
export function isHeldBack(state: ProjectionState, event: ActionEvent): boolean {
  const { confirmation, isAnalyzed, isWaiting } = state;
  if (!event.action || isWaiting || isHarmless([event])) return false;
  const waits = mustConfirm(confirmation, [SecurityRisk.Unknown]);
  const mayWait = waits || (confirmation.kind === 'ConfirmRisky' && isAnalyzed);
  const others = event.llm_response_id === state.responseId ? heldCalls(state).length : 0;
  return mayWait && others < MOST_HELD;
}

export function holdsCalls(state: ProjectionState): boolean {
  return heldCalls(state).length > 0;
}

/** The calls that this event shows not to wait after all. @param idAt ids of what they become */
export function releasedCalls(
  state: ProjectionState,
  event: ConversationEvent,
  idAt: (place: number) => number,
): LegacyDraft[] {
  if (!endsHolding(state, event)) return [];
  return heldCalls(state).flatMap(([id, { isHeld: _isHeld, ...call }], place) => {
    state.calls.set(id, { ...call, id: idAt(place) });
    return call.shown ?? [];
  });
}

function heldCalls({ calls }: ProjectionState): [string, OpenCall][] {
  return [...calls].filter(([, { isHeld }]) => isHeld);
}

function endsHolding(state: ProjectionState, event: ConversationEvent): boolean {
  switch (event.kind) {
    case EventKind.SecurityAnalysis:
      return !mustConfirm(state.confirmation, Object.values(event.risks));
    case EventKind.StateUpdate:
      return event.key === 'execution_status' && event.value !== ExecutionStatus.WaitingForConfirmation;
    case EventKind.Action:
      return event.llm_response_id !== state.responseId;
    case EventKind.Observation:
    case EventKind.AgentError:
    case EventKind.UserReject:
      return state.calls.get(event.tool_call_id)?.isHeld === true;
    default:
      return false;
  }
}
