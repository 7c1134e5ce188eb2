export {
  AgentRefusedError,
  AgentTimeoutError,
  AlreadyExistsError,
  ConversationNotFoundError,
  ConversationOwnedElsewhereError,
  DomainError,
  EventNotFoundError,
  CondensationUnavailableError,
  GoalInProgressError,
  GoalRefusedError,
  InvalidRequestError,
  ModelFailedError,
  LeaseLostError,
  LlmNotConfiguredError,
  NotImplementedError,
  RepositoryNotAllowedError,
  RunInProgressError,
  ServerClosingError,
  TooManySubscribersError,
  UnknownTaskError,
} from './errors.js';
export {
  eventJson,
  eventOf,
  type AppendRequest,
  type EventLog,
  type EventPage,
  type EventPageQuery,
  type EventQuery,
  type StoredEvent,
} from './event-log.js';
export {
  SetupPhase,
  type CondenserSpec,
  type ConfirmationPolicySpec,
  type ConversationPage,
  type ConversationPageQuery,
  type ConversationPatch,
  type ConversationRecord,
  type CopiedEvents,
  type ForkOrigin,
  type StuckThresholds,
  type TitleSpec,
  type ConversationSpec,
  type ConversationStore,
  type PluginSpec,
  type ReplayStep,
  type RepositorySpec,
  type WorkspaceSpec,
  type WorktreeSpec,
} from './conversation-store.js';
export {
  AcpError,
  AcpErrorKind,
  type AcpAgent,
  type AcpAgentSpec,
  type AcpCredentialFile,
  type AcpModel,
  type AcpPrompt,
  type AcpReply,
  type AcpSession,
  type AcpToolCall,
  type OpenAcpAgent,
  type OpenAcpRequest,
} from './acp.js';
export type { ClientToolSpec } from './client-tool.js';
export type { LaunchedProfile } from './launched-profile.js';
export type { Metrics, ModelCall, TokenUsage } from './metrics.js';
export type {
  GraySwanSpec,
  GuardrailSpec,
  RiskPattern,
  RiskPatterns,
  SecurityAnalyzerSpec,
} from './security-analyzer.js';
export type { CallToCheck, JudgeAddress, Judges, PolicyCheck, WorkToScore } from './judges.js';
export type { SecretLookup, SecretSource } from './secret-source.js';
export type { ClaimRequest, Lease, LeaseStore, ProcessIdentity } from './lease-store.js';
export type { SettingsStore } from './settings-store.js';
export {
  BashEventKind,
  type BashCommandEvent,
  type BashEvent,
  type BashEventBounds,
  type BashEventPage,
  type BashEventQuery,
  type BashEventStore,
  type BashEventUsage,
  type BashOutputEvent,
  type BashPageSize,
  type StoredBashEvent,
  type UnfinishedCommand,
} from './bash-event-store.js';
export type {
  OutboxClaim,
  OutboxLease,
  PendingConversation,
  StoredWebhookMessage,
  WebhookMessage,
  WebhookOutbox,
} from './webhook-outbox.js';
export type { Storage } from './storage.js';
export {
  LLM_ERROR_CODES,
  LlmError,
  LlmErrorKind,
  type Llm,
  type LlmMessage,
  type LlmReasoningItem,
  type LlmReply,
  type ReplyTiming,
  type LlmRequest,
  type LlmRetryNotice,
  type LlmSettings,
  type LlmToolCall,
  type LlmToolSpec,
  type LlmUsage,
} from './llm.js';
export { classificationOf, runtimeStatusOf } from './llm-failures.js';
export { someMatch } from './some-match.js';
export { omissionNotice, Omission } from './omission.js';
export {
  Isolation,
  WorkspaceError,
  type DirectoryEntry,
  type ExecuteRequest,
  type ExecuteResult,
  type FileStat,
  type NewProcesses,
  type Shell,
  type ShellOptions,
  type Workspace,
  type WorkspaceProvider,
} from './workspace.js';
export type { McpAddressSpec, McpProgramSpec, McpServers, McpServerSpec } from './mcp-server.js';
export type { McpSignIn, McpSignInSettings, McpSignInState } from './mcp-sign-in.js';
export type { Program, ProgramLaunch, ProgramRequest } from './program.js';
export {
  InvalidArgumentsError,
  type Tool,
  type ToolAnnotations,
  type ToolContext,
  type ToolExecutor,
  type ToolState,
} from './tool.js';
export { UnknownProfileError, type ModelQuestion, type Models, type RoutingRules, type RoutingSpec } from './models.js';
export type {
  CriticFeature,
  CriticFeatures,
  CriticMetadata,
  CriticResult,
  CriticService,
  CriticSpec,
  Refinement,
} from './critic.js';
export { NO_EQUIPMENT, type Equipment, type EquipmentProvider, type EquipmentRequest } from './equipment.js';
export type { MessageRecall, Recall, Recalled, RecallRequest } from './recall.js';
export {
  HookEventType,
  HookType,
  mergeHooks,
  type HookConfig,
  type HookDefinition,
  type HookHost,
  type HookMatcher,
  type HookOccasion,
  type HookOutcome,
  type HookQuestion,
  type Hooks,
  type OpenHooks,
} from './hooks.js';
export {
  MAX_SUB_AGENT_DEPTH,
  type AgentDefinition,
  type AgentLevel,
  type PermissionMode,
  type SubAgents,
  type SubAgentSpec,
  type TaskOutcome,
  type TaskRequest,
} from './sub-agents.js';
export type { CommandEnd, CommandRequest, CommandRunner, RunningCommand } from './command-runner.js';
export type { Clock, Ids, Logger } from './system.js';
export {
  ProvisionError,
  type ProvisionRequest,
  type ProvisionResult,
  type WorkspaceProvisioner,
} from './provisioner.js';
export type { GitHosts, GitToken } from './git-hosts.js';
export { GitHostError, GitHostProblem } from './git-host-error.js';
export type {
  ChangeRequest,
  GitHost,
  HostAccess,
  HostBranch,
  HostFile,
  HostProvider,
  HostRepository,
  HostTask,
  HostUser,
  NewChangeRequest,
  RepositoryPage,
  RepositoryQuery,
  RepositorySearch,
} from './git-host.js';
