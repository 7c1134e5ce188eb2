import type { ActionEvent } from '@openhands-nest/contracts/events';
import {
  EventKind,
  EventSource,
  ExecutionStatus,
  FailureKind,
  RuntimeStatus,
} from '@openhands-nest/contracts/vocabulary';
import { SetupPhase, type ConversationRecord } from '@openhands-nest/agent-ports';
import { combine, toStatus, type Change, type EventDraft } from '../journal/draft.js';
import { agentError } from '../reply/record-reply.js';
import { failureEvent, type RunFailure } from '../run/failures.js';

/** A new message makes a conversation that had come to an end ready again. */
export function wokenChange(record: ConversationRecord): Change {
  const ended = record.executionStatus === ExecutionStatus.Finished || record.executionStatus === ExecutionStatus.Stuck;
  return ended ? toStatus(record, ExecutionStatus.Idle) : {};
}

/** A run begins. */
export function runningChange(record: ConversationRecord): Change {
  return combine(toStatus(record, ExecutionStatus.Running), revivedChange(record));
}

/** The conversation is live (again), and what went wrong before is forgotten. */
export function revivedChange(record: ConversationRecord): Change {
  if (record.live && record.failure === null) return {};
  const runtimeStatus = record.setup === SetupPhase.Done ? RuntimeStatus.Ready : RuntimeStatus.StartingRuntime;
  return { patch: { live: true, failure: null, runtimeStatus } };
}

/** Only what is idle or running can be paused. */
export function pausedChange(record: ConversationRecord): Change | undefined {
  if (record.executionStatus !== ExecutionStatus.Idle && record.executionStatus !== ExecutionStatus.Running)
    return undefined;
  return combine(
    { events: [{ kind: EventKind.Pause, source: EventSource.User }] },
    toStatus(record, ExecutionStatus.Paused),
  );
}

export function interruptedChange(record: ConversationRecord): Change {
  return combine(
    { events: [{ kind: EventKind.Interrupt, source: EventSource.User }] },
    toStatus(record, ExecutionStatus.Paused),
  );
}

export function failedChange(record: ConversationRecord, failure: RunFailure): Change {
  return combine({ events: [failureEvent(failure)] }, toStatus(record, ExecutionStatus.Error), {
    patch: { runtimeStatus: failure.runtimeStatus, failure: failure.detail },
  });
}

/** An answer to each call that never got one. */
export function answersTo(calls: readonly ActionEvent[], sentence: (toolName: string) => string): EventDraft[] {
  return calls.map(({ tool_name, tool_call_id }) =>
    agentError(tool_name, tool_call_id, sentence(tool_name), FailureKind.Internal),
  );
}

/** Pending calls are refused by a person: the agent is told, and waits for what comes next. */
export function rejectedChange(record: ConversationRecord, calls: readonly ActionEvent[], reason: string): Change {
  const events = calls.map(({ id, tool_name, tool_call_id }): EventDraft => ({
    kind: EventKind.UserReject,
    source: EventSource.Environment,
    tool_name,
    tool_call_id,
    action_id: id,
    rejection_reason: reason,
    rejection_source: 'user',
  }));
  const waits = record.executionStatus === ExecutionStatus.WaitingForConfirmation;
  return combine({ events }, waits ? toStatus(record, ExecutionStatus.Idle) : {});
}
