import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, FailureKind, UserAction } from '@openhands-nest/contracts/vocabulary';
import { aMessageEvent, anAgentErrorEvent, aStateUpdate, aText } from '@openhands-nest/testing';
import { localTime } from '../local-time.js';
import { ACTION_EXAMPLES } from './action-examples.js';
import { OBSERVATION_EXAMPLES } from './observation-examples.js';
import { anAction, anAnswer, CALL, METADATA } from './projected.js';

/** An event of the log, what stands before it, and all that it becomes. */
export interface EventExample {
  readonly before?: readonly ConversationEvent[];
  readonly event: ConversationEvent;
  readonly becomes: readonly object[];
}

const at = { timestamp: CALL.timestamp };
const timestamp = localTime(CALL.timestamp);
const own = { id: 'e', timestamp: CALL.timestamp } as const;
const classification = { kind: FailureKind.Auth, retryable: false, user_action: UserAction.Settings };
const call = { tool_name: 'terminal', tool_call_id: CALL.tool_call_id, action_id: 'a' };
const command = anAction(ACTION_EXAMPLES.TerminalAction.action);
const answered = { source: 'agent', cause: 4, tool_call_metadata: METADATA };

/** One of each kind. */
export const EVENT_EXAMPLES: Readonly<Record<EventKind, EventExample>> = {
  SystemPromptEvent: {
    event: {
      ...own,
      kind: EventKind.SystemPrompt,
      source: 'agent',
      system_prompt: aText('You are an agent.'),
      dynamic_context: aText('It is Monday.'),
      tools: [
        { title: 'search', description: 'Searches.', action_type: 'MCPToolAction_search', kind: 'MCPToolDefinition' },
      ],
    },
    becomes: [
      {
        id: 4,
        timestamp,
        source: 'agent',
        message: 'You are an agent.\n\nIt is Monday.',
        action: 'system',
        args: {
          content: 'You are an agent.\n\nIt is Monday.',
          tools: [{ type: 'function', function: { name: 'search', description: 'Searches.' } }],
          openhands_version: '0.53.0',
          agent_class: 'CodeActAgent',
        },
      },
    ],
  },
  MessageEvent: {
    event: aMessageEvent('Add a test', at),
    becomes: [
      {
        id: 4,
        timestamp,
        source: 'user',
        message: 'Add a test',
        action: 'message',
        args: { content: 'Add a test', file_urls: null, image_urls: null, wait_for_response: false },
      },
      {
        id: 5,
        timestamp,
        source: 'user',
        message: 'recall: Add a test',
        action: 'recall',
        args: { recall_type: 'workspace_context', query: 'Add a test', thought: '' },
      },
    ],
  },
  ActionEvent: {
    event: command,
    becomes: [
      { id: 4, timestamp, source: 'agent', tool_call_metadata: METADATA, ...ACTION_EXAMPLES.TerminalAction.shown },
    ],
  },
  ObservationEvent: {
    before: [command],
    event: { ...anAnswer(OBSERVATION_EXAMPLES.TerminalObservation.observation), ...at },
    becomes: [{ id: 8, timestamp, ...answered, ...OBSERVATION_EXAMPLES.TerminalObservation.shown }],
  },
  UserRejectObservation: {
    before: [anAction(ACTION_EXAMPLES.ThinkAction.action, { tool_name: 'think' })],
    event: {
      ...own,
      ...call,
      kind: EventKind.UserReject,
      source: 'environment',
      rejection_reason: 'Too risky.',
      rejection_source: 'user',
    },
    becomes: [
      {
        id: 8,
        timestamp,
        ...answered,
        message: 'Too risky.',
        observation: 'user_rejected',
        content: 'Too risky.',
        extras: {},
      },
    ],
  },
  AgentErrorEvent: {
    before: [command],
    event: anAgentErrorEvent('No such tool.', { ...at, tool_call_id: CALL.tool_call_id }),
    becomes: [
      {
        id: 8,
        timestamp,
        ...answered,
        message: 'No such tool.',
        observation: 'error',
        content: 'No such tool.',
        extras: { error_id: '' },
      },
    ],
  },
  ConversationErrorEvent: {
    event: {
      ...own,
      kind: EventKind.ConversationError,
      source: 'environment',
      code: 'LLMAuthenticationError',
      detail: 'The key is wrong.',
      classification,
    },
    becomes: [
      {
        id: 4,
        timestamp,
        source: 'environment',
        message: 'The key is wrong.',
        observation: 'error',
        content: 'The key is wrong.',
        extras: { error_id: 'STATUS$ERROR_LLM_AUTHENTICATION' },
      },
    ],
  },
  ConversationStateUpdateEvent: {
    event: aStateUpdate('execution_status', 'running', at),
    becomes: [
      {
        id: 4,
        timestamp,
        source: 'environment',
        message: '',
        observation: 'agent_state_changed',
        content: '',
        extras: { agent_state: 'running', reason: '' },
      },
    ],
  },
  PauseEvent: { event: { ...own, kind: EventKind.Pause, source: 'user' }, becomes: [] },
  InterruptEvent: { event: { ...own, kind: EventKind.Interrupt, source: 'user' }, becomes: [] },
  CondensationRequest: {
    event: { ...own, kind: EventKind.CondensationRequest, source: 'environment' },
    becomes: [
      {
        id: 4,
        timestamp,
        source: 'agent',
        message: 'The history is to be shortened.',
        action: 'condensation_request',
        args: {},
      },
    ],
  },
  Condensation: {
    event: {
      ...own,
      kind: EventKind.Condensation,
      source: 'environment',
      forgotten_event_ids: ['x'],
      summary: 'So far.',
      summary_offset: 1,
      llm_response_id: 'r',
    },
    becomes: [
      {
        id: 4,
        timestamp,
        source: 'agent',
        message: 'So far.',
        action: 'condensation',
        args: {
          forgotten_event_ids: [],
          forgotten_events_start_id: null,
          forgotten_events_end_id: null,
          summary: 'So far.',
          summary_offset: 1,
        },
      },
    ],
  },
  HookExecutionEvent: {
    event: {
      ...own,
      kind: EventKind.HookExecution,
      source: 'hook',
      hook_event_type: 'Stop',
      hook_command: 'true',
      success: true,
      blocked: false,
      exit_code: 0,
      stdout: '',
      stderr: '',
    },
    becomes: [],
  },
  SecurityAnalysisEvent: {
    event: {
      ...own,
      kind: EventKind.SecurityAnalysis,
      source: 'environment',
      analyzer: 'LLMSecurityAnalyzer',
      policy: 'ConfirmRisky',
      risks: {},
      details: {},
    },
    becomes: [],
  },
  LLMCompletionLogEvent: {
    event: {
      ...own,
      kind: EventKind.LlmCompletionLog,
      source: 'environment',
      filename: 'a.json',
      log_data: '{}',
      model_name: 'm',
      usage_id: 'agent',
    },
    becomes: [],
  },
  StreamingDeltaEvent: {
    event: { ...own, kind: EventKind.StreamingDelta, source: 'agent', content: 'He' },
    becomes: [],
  },
  TokenEvent: {
    event: { ...own, kind: EventKind.Token, source: 'agent', prompt_token_ids: [1], response_token_ids: [2] },
    becomes: [],
  },
  ACPToolCallEvent: {
    event: { ...own, kind: EventKind.AcpToolCall, source: 'agent', tool_call_id: 't', title: 'ls', is_error: false },
    becomes: [],
  },
  ServerErrorEvent: {
    event: { ...own, kind: EventKind.ServerError, source: 'environment', code: 'Bad', detail: 'Bad frame.' },
    becomes: [],
  },
};
