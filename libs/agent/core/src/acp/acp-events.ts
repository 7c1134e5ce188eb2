import type { TextContent } from '@openhands-nest/contracts/events';
import {
  ActionKind,
  EventKind,
  EventSource,
  MessageRole,
  ObservationKind,
  SecurityRisk,
  ToolName,
} from '@openhands-nest/contracts/vocabulary';
import type { AcpToolCall, Ids } from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';

export function toolCallEvent(call: AcpToolCall): EventDraft {
  return {
    kind: EventKind.AcpToolCall,
    source: EventSource.Agent,
    tool_call_id: call.id,
    title: call.title,
    status: call.status,
    tool_kind: call.kind,
    raw_input: call.rawInput,
    raw_output: call.rawOutput,
    content: call.content,
    is_error: call.status === 'failed',
  };
}

/** The end of a turn, in the manner of agents that have a tool for it. @param id of the first event */
export function finishEvents(id: string, message: string, thought: string, ids: Ids): EventDraft[] {
  const callId = ids.uuid();
  const call = {
    id: callId,
    name: ToolName.Finish,
    arguments: JSON.stringify({ message }),
    origin: 'completion',
  } as const;
  const action: EventDraft = {
    ...{ id, kind: EventKind.Action, source: EventSource.Agent },
    thought: [],
    ...(thought && { reasoning_content: thought }),
    thinking_blocks: [],
    action: { kind: ActionKind.Finish, message },
    tool_name: ToolName.Finish,
    tool_call_id: callId,
    tool_call: call,
    llm_response_id: ids.uuid(),
    security_risk: SecurityRisk.Unknown,
    summary: 'The agent has ended its turn',
  };
  return [
    action,
    {
      kind: EventKind.Observation,
      source: EventSource.Environment,
      tool_name: ToolName.Finish,
      tool_call_id: callId,
      action_id: id,
      observation: { kind: ObservationKind.Finish, content: [textContent(message)], is_error: false },
      extended_content: [],
    },
  ];
}

/** What the agent says without ending its turn. */
export function sayingEvent(text: string, id?: string): EventDraft {
  return {
    ...(id !== undefined && { id }),
    kind: EventKind.Message,
    source: EventSource.Agent,
    llm_message: { role: MessageRole.Assistant, content: [textContent(text)], thinking_blocks: [] },
    activated_skills: [],
    extended_content: [],
  };
}

function textContent(text: string): TextContent {
  return { cache_prompt: false, type: 'text', text };
}
