export {
  OpenHandsClient,
  type ClientOptions,
  type ConfirmationAnswer,
  type ConfirmationPolicy,
  type EventCountFilter,
  type EventSearchFilter,
  type ForkOptions,
  type OutgoingMessage,
} from './client.js';
export {
  ApiError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  OpenHandsError,
  TimeoutError,
  UnauthorizedError,
  ValidationApiError,
  type ValidationIssue,
} from './errors.js';
export type { EventsOptions, ReconnectOptions } from './events/follow-options.js';
export type { WebSocketConstructor, WebSocketLike } from './events/one-socket.js';
export type { ReceivedEvent } from './events/received-event.js';
export type { Fetch } from './http/http-client.js';
export type { RequestOptions } from './timing.js';
export { executionStatusOf } from './wait/execution-status-of.js';
export { TERMINAL_STATUSES, type StatusCondition, type WaitOptions } from './wait/wait-until.js';

export type {
  ConversationInfo as AgentConversationInfo,
  EventPage,
  SendMessageRequest,
} from '@openhands-nest/contracts/agent-server';
export type {
  ConversationInfo,
  ConversationResponse,
  InitSessionRequest,
  POSTUploadFilesModel,
  ProvidersSetModel,
  WorkspaceChange,
  WorkspaceDiff,
} from '@openhands-nest/contracts/app';
export type { ConversationEvent, EventOf } from '@openhands-nest/contracts/events';
export { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
