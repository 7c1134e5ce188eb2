export {
  ConversationStatusModel,
  ConversationTriggerModel,
  ProviderTypeModel,
  RuntimeStatusModel,
  TaskTypeModel,
} from './enums.js';
export { ConversationInfo } from './conversation-info.js';
export { ConversationResponse } from './conversation-response.js';
export { CreateMicroagent, InitSessionRequest, SuggestedTask } from './init-session-request.js';
export { MCPConfig, MCPSHTTPServerConfig, MCPSSEServerConfig, MCPStdioServerConfig } from './mcp-config.js';
export { ChangeAgentStateArgs, ClientAction, ClientMessageArgs, ClientRunArgs } from './client-action.js';
export { ProvidersSetModel } from './providers-set-model.js';
export { ApiGetConversation, ApiNewConversation, ApiStartConversation } from './operations.js';
export {
  ApiDeleteConversation,
  ApiGetAgents,
  ApiGetRuntimeConfig,
  ApiGetSecurityAnalyzers,
  ApiGetTrajectory,
  ApiGetVSCodeUrl,
  ApiGetWebClientConfig,
  ApiGetWebHosts,
  ApiSearchConversations,
  ApiSearchLegacyEvents,
  ApiStopConversation,
  ApiUpdateConversation,
} from './conversation-operations.js';
export { ConversationInfoResultSet, ConversationListQuery, UpdateConversationRequest } from './conversation-list.js';
export { EventFilter, EventListPage, EventListQuery, TrajectoryExport } from './event-list.js';
export { FeatureFlags, RuntimeConfig, VSCodeUrl, WebClientConfig, WebHosts } from './runtime-details.js';
export { GETSettingsModel, MessageResponse, Preferences, Settings } from './settings/settings.js';
export { POSTProviderModel, ProviderToken } from './settings/provider-tokens.js';
export { CustomSecretModel, CustomSecretWithoutValueModel, GETCustomSecrets } from './settings/custom-secrets.js';
export {
  ApiGetModels,
  ApiLoadSettings,
  ApiResetSettings,
  ApiStoreProviderTokens,
  ApiStoreSettings,
  ApiUnsetProviderTokens,
} from './settings/settings-operations.js';
export {
  ApiCreateCustomSecret,
  ApiDeleteCustomSecret,
  ApiLoadCustomSecrets,
  ApiUpdateCustomSecret,
} from './settings/secret-operations.js';
export {
  Branch,
  BranchesQuery,
  InstallationsQuery,
  MicroagentContentQuery,
  MicroagentContentResponse,
  MicroagentResponse,
  RepositoriesQuery,
  Repository,
  RepositorySearchQuery,
  User,
} from './git-accounts/git-accounts.js';
export {
  ApiGetRepositoryBranches,
  ApiGetRepositoryMicroagentContent,
  ApiGetRepositoryMicroagents,
  ApiGetSuggestedTasks,
  ApiGetUser,
  ApiGetUserInstallations,
  ApiGetUserRepositories,
  ApiSearchRepositories,
} from './git-accounts/git-account-operations.js';
export {
  ApiAddExperimentConfig,
  ApiListFiles,
  ApiSelectFile,
  ApiSubmitFeedback,
  ApiUploadFiles,
  ApiWorkspaceChanges,
  ApiWorkspaceDiff,
  ApiZipDirectory,
} from './file-operations.js';
export {
  ExperimentConfig,
  FeedbackAnswer,
  FeedbackDataModel,
  FileText,
  ListFilesQuery,
  POSTUploadFilesModel,
  SelectFileQuery,
  SkippedFile,
  WorkspaceChange,
  WorkspaceDiff,
  WorkspaceDiffQuery,
} from './file-models.js';
export { ApiAppAlive, ApiAppHealth, ApiAppServerInfo, AppServerInfo, ServerResources } from './server-details.js';
export { ApiServeMcp } from './mcp-operations.js';
export { appOutline } from './document-outline.js';
export { PLANNED_OPERATIONS } from './planned-operations.js';
export {
  ApiGetMicroagents,
  ApiGetRememberPrompt,
  ConversationMicroagent,
  ConversationMicroagents,
  MicroagentInput,
  RememberPrompt,
  RememberPromptQuery,
} from './microagents.js';
