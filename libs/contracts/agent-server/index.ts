export {
  ApiStartChildConversation,
  StartChildConversationRequest,
  StartChildConversationResponse,
} from './children.js';
export { SendMessageRequest } from './send-message-request.js';
export { ANY_EVENT, EventPage } from './event-page.js';
export { EventCountQuery, EventSearchQuery, EventSortOrder, EventSortOrderModel } from './event-query.js';
export { ConversationInfo, ConversationPage, ExecutionStatusModel } from './conversation-info.js';
export {
  ConversationBatchQuery,
  ConversationCountQuery,
  ConversationInfoQuery,
  ConversationSearchQuery,
  ConversationSortOrder,
  ConversationSortOrderModel,
} from './conversation-query.js';
export {
  AGENT_LEVELS,
  ApiGetHooks,
  ApiGetSubAgents,
  HookConfig,
  HookDefinition,
  HookMatcher,
  HooksRequest,
  HooksResponse,
  HookTypeModel,
  SubAgentInfo,
  SubAgentsRequest,
  SubAgentsResponse,
} from './extensions/hooks.js';
export {
  AgentResponseResult,
  ConfirmationResponseRequest,
  LocalWorkspace,
  SetConfirmationPolicyRequest,
  SetSecurityAnalyzerRequest,
  AgentLaunchAdditions,
  ClientTool,
  ClientToolAnnotations,
  ConversationWorktreeOptions,
  StartConversationRequest,
  StuckDetectionThresholds,
  UpdateConversationRequest,
  UpdateSecretsRequest,
} from './conversation-requests.js';
export {
  ApiAgentFinalResponse,
  ApiBatchGetConversations,
  ApiCountConversations,
  ApiDeleteConversation,
  ApiGetAgentConversation,
  ApiRespondToConfirmation,
  ApiSearchConversations,
  ApiSetConfirmationPolicy,
  ApiSetSecurityAnalyzer,
  ApiStartAgentConversation,
  ApiUpdateConversation,
  ApiUpdateSecrets,
} from './conversation-operations.js';
export {
  ANY_BASH_EVENT,
  ApiBatchGetBashEvents,
  ApiClearBashEvents,
  ApiExecuteBashCommand,
  ApiGetBashEvent,
  ApiSearchBashEvents,
  ApiStartBashCommand,
  ApiStopBashCommand,
  BASH_EVENT_IDS,
  BashCommand,
  BashError,
  BashEventPage,
  BashEventSearchQuery,
  BashEventSortOrder,
  BashEventSortOrderModel,
  BashOutput,
  ExecuteBashRequest,
} from './bash/index.js';
export { ServerInfo, ServerStatus } from './server-info.js';
export {
  ApiBatchGetEvents,
  ApiCountEvents,
  ApiGetEvent,
  ApiInterruptConversation,
  ApiPauseConversation,
  ApiRunConversation,
  ApiSearchEvents,
  ApiSendMessage,
  EVENT_IDS,
} from './operations.js';
export {
  ApiDesktopUrl,
  ApiGetConversationRuntime,
  ApiReprovisionConversationRuntime,
  ApiVSCodeStatus,
  ApiVSCodeUrl,
  ConversationRuntimeError,
  ConversationRuntimeInfo,
  RuntimeAvailability,
  RuntimeAvailabilityModel,
  VSCodeUrlQuery,
  VSCodeUrlResponse,
} from './runtime-operations.js';
export { ApiAlive, ApiHealth, ApiReady, ApiRoot, ApiServerInfo } from './server-operations.js';
export {
  ArchiveFormat,
  ArchiveQuery,
  DirectoryQuery,
  FileBrowserEntry,
  FileQuery,
  FileUpload,
  FileUploadResult,
  HomeQuery,
  HomeResponse,
  SubdirectoryEntry,
  SubdirectoryPage,
  SubdirectoryQuery,
} from './file-models.js';
export {
  ApiArchiveDirectory,
  ApiCreateDirectory,
  ApiDownloadFile,
  ApiDownloadTrajectory,
  ApiHomeDirectory,
  ApiSearchSubdirs,
  ApiUploadFile,
} from './file-operations.js';
export {
  GIT_SHA,
  GitChange,
  GitChangesQuery,
  GitChangeStatus,
  GitChangeStatusModel,
  GitCommit,
  GitCommitsPage,
  GitCommitsQuery,
  GitDiff,
  GitDiffQuery,
  GitPathQuery,
} from './git-models.js';
export { ApiGitChanges, ApiGitCommitChanges, ApiGitCommits, ApiGitDiff } from './git-operations.js';
export {
  ApiCreateWorkspaceSession,
  ApiDeleteWorkspaceSession,
  ApiServeWorkspaceFile,
  ApiServeWorkspaceRoot,
} from './workspace-operations.js';
export {
  ApiSearchProviderRepositories,
  GitProviderRepository,
  GitProviderRepositoryPage,
  ProviderRepositoryQuery,
  RepositoryProvider,
  RepositoryProviderModel,
} from './provider-repositories.js';
export * from './canvas-extensions/index.js';
export {
  ActivateMetaProfileResponse,
  ApiActivateMetaProfile,
  ApiDeleteMetaProfile,
  ApiGetMetaProfile,
  ApiListMetaProfiles,
  ApiSaveMetaProfile,
  MetaProfile,
  MetaProfileClass,
  MetaProfileDetailResponse,
  MetaProfileInfo,
  MetaProfileListResponse,
  MetaProfileMutationResponse,
} from './meta-profiles.js';
export {
  ACPModelDiscovery,
  ACPModelDiscoveryError,
  ACPModelDiscoveryRequest,
  ACPModelInfo,
  ApiDiscoverAcpModels,
} from './acp/index.js';
export * from './gateway/index.js';
export { agentServerOutline } from './document-outline.js';
export { PLANNED_OPERATIONS } from './planned-operations.js';
export * from './commands/index.js';
export * from './extensions/index.js';
export * from './settings/index.js';
export { ApiInitialize, ApiInitStatus, InitRequest, InitStatus } from './init.js';
