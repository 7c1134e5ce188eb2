import { randomUUID } from 'node:crypto';
import type {
  ActionEvent,
  AgentErrorEvent,
  ConversationStateUpdateEvent,
  MessageEvent,
  ObservationEvent,
  PauseEvent,
} from '@openhands-nest/contracts/events';
import {
  ActionKind,
  EventKind,
  EventSource,
  ExecutionStatus,
  FailureKind,
  MessageRole,
  ObservationKind,
  SecurityRisk,
  ToolName,
  UserAction,
} from '@openhands-nest/contracts/vocabulary';
import { SetupPhase, type ConversationRecord, type ConversationSpec } from '@openhands-nest/agent-ports';

const FIRST_MOMENT = Date.UTC(2026, 2, 2, 9, 15);
let moments = 0;

/** A time in the form of events (no offset), one millisecond after the one before it. */
export function aTimestamp(): string {
  return new Date(FIRST_MOMENT + moments++).toISOString().replace('Z', '000');
}

/** Text as it stands in messages and observations. */
export function aText(text: string): { cache_prompt: false; type: 'text'; text: string } {
  return { cache_prompt: false, type: 'text', text };
}

export function aConversationSpec(overrides: Partial<ConversationSpec> = {}): ConversationSpec {
  return {
    workspace: { directory: '/srv/workspace' },
    tools: [ToolName.Terminal, ToolName.FileEditor],
    maxIterations: 100,
    stuckDetection: true,
    confirmation: { kind: 'NeverConfirm' },
    tags: {},
    ...overrides,
  };
}

/** A new, idle conversation that has been set up and has no events. */
export function aConversationRecord(overrides: Partial<ConversationRecord> = {}): ConversationRecord {
  return {
    id: randomUUID(),
    title: null,
    createdAt: `${aTimestamp()}Z`,
    updatedAt: null,
    spec: aConversationSpec(),
    executionStatus: ExecutionStatus.Idle,
    live: true,
    setup: SetupPhase.Done,
    runtimeStatus: null,
    failure: null,
    prNumbers: [],
    metrics: {},
    agentState: {},
    lastSeq: 0,
    leafEventId: null,
    lastUserMessageId: null,
    ...overrides,
  };
}

/** What a person says; `source: 'agent'` makes it the agent's. */
export function aMessageEvent(text = 'add a test', overrides: Partial<MessageEvent> = {}): MessageEvent {
  const byAgent = overrides.source === EventSource.Agent;
  return {
    id: randomUUID(),
    timestamp: aTimestamp(),
    source: EventSource.User,
    kind: EventKind.Message,
    llm_message: {
      role: byAgent ? MessageRole.Assistant : MessageRole.User,
      content: [aText(text)],
      thinking_blocks: [],
    },
    activated_skills: [],
    extended_content: [],
    ...overrides,
  };
}

/** A call of the terminal. */
export function anActionEvent(command = 'ls', overrides: Partial<ActionEvent> = {}): ActionEvent {
  const callId = overrides.tool_call_id ?? `call_${randomUUID()}`;
  return {
    id: randomUUID(),
    timestamp: aTimestamp(),
    source: EventSource.Agent,
    kind: EventKind.Action,
    thought: [],
    thinking_blocks: [],
    action: { kind: ActionKind.Terminal, command, is_input: false, reset: false },
    tool_name: ToolName.Terminal,
    tool_call_id: callId,
    tool_call: {
      id: callId,
      name: ToolName.Terminal,
      arguments: JSON.stringify({ command }),
      origin: 'completion',
    },
    llm_response_id: `response_${callId}`,
    security_risk: SecurityRisk.Unknown,
    ...overrides,
  };
}

/** What the terminal answered to an action. */
export function anObservationEvent(
  action: Pick<ActionEvent, 'id' | 'tool_call_id'> = anActionEvent(),
  output = 'main.ts',
  overrides: Partial<ObservationEvent> = {},
): ObservationEvent {
  return {
    id: randomUUID(),
    timestamp: aTimestamp(),
    source: EventSource.Environment,
    kind: EventKind.Observation,
    tool_name: ToolName.Terminal,
    tool_call_id: action.tool_call_id,
    action_id: action.id,
    observation: {
      kind: ObservationKind.Terminal,
      content: [aText(output)],
      is_error: false,
      exit_code: 0,
      timeout: false,
      metadata: { exit_code: 0, pid: -1, prefix: '', suffix: '' },
    },
    extended_content: [],
    ...overrides,
  };
}

/** A call that could not be answered by its tool. */
export function anAgentErrorEvent(
  error = 'The tool failed.',
  overrides: Partial<AgentErrorEvent> = {},
): AgentErrorEvent {
  return {
    id: randomUUID(),
    timestamp: aTimestamp(),
    source: EventSource.Agent,
    kind: EventKind.AgentError,
    tool_name: ToolName.Terminal,
    tool_call_id: `call_${randomUUID()}`,
    error,
    classification: { kind: FailureKind.Unknown, retryable: false, user_action: UserAction.None, error_id: null },
    ...overrides,
  };
}

/** A change of one field of the conversation's state. */
export function aStateUpdate(
  key = 'execution_status',
  value: unknown = ExecutionStatus.Running,
  overrides: Partial<ConversationStateUpdateEvent> = {},
): ConversationStateUpdateEvent {
  return {
    id: randomUUID(),
    timestamp: aTimestamp(),
    source: EventSource.Environment,
    kind: EventKind.StateUpdate,
    key,
    value,
    ...overrides,
  };
}

export function aPauseEvent(overrides: Partial<PauseEvent> = {}): PauseEvent {
  return { id: randomUUID(), timestamp: aTimestamp(), source: EventSource.User, kind: EventKind.Pause, ...overrides };
}
