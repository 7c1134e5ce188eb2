import { EventKind } from '@openhands-nest/contracts/vocabulary';
import * as conversation from './conversation-events.js';
import type { EventBase } from './event-base.js';
import * as other from './other-events.js';

/** Every event kind with its class: a kind without one does not compile. */
export const EVENT_DTOS = {
  [EventKind.SystemPrompt]: conversation.SystemPromptEvent,
  [EventKind.Message]: conversation.MessageEvent,
  [EventKind.Action]: conversation.ActionEvent,
  [EventKind.Observation]: conversation.ObservationEvent,
  [EventKind.UserReject]: conversation.UserRejectObservation,
  [EventKind.AgentError]: conversation.AgentErrorEvent,
  [EventKind.ConversationError]: conversation.ConversationErrorEvent,
  [EventKind.StateUpdate]: conversation.ConversationStateUpdateEvent,
  [EventKind.Pause]: conversation.PauseEvent,
  [EventKind.Interrupt]: conversation.InterruptEvent,
  [EventKind.CondensationRequest]: other.CondensationRequest,
  [EventKind.Condensation]: other.Condensation,
  [EventKind.HookExecution]: other.HookExecutionEvent,
  [EventKind.SecurityAnalysis]: other.SecurityAnalysisEvent,
  [EventKind.LlmCompletionLog]: other.LLMCompletionLogEvent,
  [EventKind.StreamingDelta]: other.StreamingDeltaEvent,
  [EventKind.Token]: other.TokenEvent,
  [EventKind.AcpToolCall]: other.ACPToolCallEvent,
  [EventKind.ServerError]: other.ServerErrorEvent,
} satisfies Record<EventKind, new () => EventBase>;

export type ConversationEvent = InstanceType<(typeof EVENT_DTOS)[EventKind]>;
export type EventOf<K extends EventKind> = Extract<ConversationEvent, { kind: K }>;
