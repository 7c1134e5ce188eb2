import type { ActionEvent, ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';

/** Tool calls that have no answer yet, in call order. */
export class OpenCalls {
  private readonly calls = new Map<string, ActionEvent>();

  add(event: ConversationEvent): void {
    if (event.kind === EventKind.Action) this.calls.set(event.tool_call_id, event);
    else if (isAnswer(event)) this.calls.delete(event.tool_call_id);
  }

  list(): readonly ActionEvent[] {
    return [...this.calls.values()];
  }

  get empty(): boolean {
    return this.calls.size === 0;
  }
}

/** Whether an event answers a tool call, in whatever way. */
export function isAnswer(
  event: ConversationEvent,
): event is Extract<ConversationEvent, { tool_call_id: string; kind: AnswerKind }> {
  return ANSWERS.has(event.kind);
}

type AnswerKind = typeof EventKind.Observation | typeof EventKind.UserReject | typeof EventKind.AgentError;
const ANSWERS: ReadonlySet<EventKind> = new Set<EventKind>([
  EventKind.Observation,
  EventKind.UserReject,
  EventKind.AgentError,
]);
