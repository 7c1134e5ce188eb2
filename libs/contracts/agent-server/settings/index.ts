export {
  ApiListAgentProfiles,
  ApiGetAgentProfile,
  ApiSaveAgentProfile,
  ApiDeleteAgentProfile,
  ApiRenameAgentProfile,
  ApiActivateAgentProfile,
  ApiMaterializeAgentProfile,
} from './agent-profile-operations.js';
export {
  AGENT_PROFILE_VERSION,
  OpenHandsAgentProfile,
  ACPAgentProfile,
  type AgentProfile,
  AnyAgentProfile,
  AgentProfileInfo,
  AgentProfileListResponse,
  AgentProfileDetailResponse,
  ActivateAgentProfileResponse,
  MaterializeAgentProfileRequest,
  AgentProfileDiagnostics,
} from './agent-profiles.js';
export {
  AGENT_SETTINGS_VERSION,
  AgentTool,
  AgentContext,
  LLMSummarizingCondenserSettings,
  NoOpCondenserSettings,
  type CondenserSettings,
  ProfileVerificationSettings,
  VerificationSettings,
  OpenHandsAgentSettings,
  ACPAgentSettings,
  type AgentSettings,
} from './agent-settings.js';
export { ApiListProviders, ApiListModels, ApiListVerifiedModels } from './llm-listing-operations.js';
export {
  ApiLogoutSubscription,
  ApiPollSubscriptionLogin,
  ApiStartSubscriptionLogin,
  ApiSubscriptionModels,
  ApiSubscriptionStatus,
} from './subscription-operations.js';
export {
  SubscriptionDevicePollRequest,
  SubscriptionDeviceStartResponse,
  SubscriptionModelsResponse,
  SubscriptionStatusResponse,
} from './subscription.js';
export { ProvidersResponse, ModelsQuery, ModelsResponse, VerifiedModelsResponse } from './llm-listing.js';
export {
  ApiListProfiles,
  ApiGetProfile,
  ApiSaveProfile,
  ApiDeleteProfile,
  ApiRenameProfile,
  ApiActivateProfile,
  ApiValidateProfile,
} from './llm-profile-operations.js';
export {
  ProfileInfo,
  ProfileListResponse,
  ProfileDetailResponse,
  SaveProfileRequest,
  ValidateProfileRequest,
  ValidateProfileError,
  ValidateProfileResponse,
  ProfileMutationResponse,
  ActivateProfileResponse,
  RenameProfileRequest,
} from './llm-profiles.js';
export { DEFAULT_MODEL, FallbackStrategy, LLM, USUAL_LLM } from './llm.js';
export {
  MCPNoneAuthCredential,
  MCPApiKeyAuthCredential,
  MCPBearerAuthCredential,
  MCPBasicAuthCredential,
  MCPHeaderAuthCredential,
  MCPOAuthAuthCredential,
  type MCPAuthCredential,
  MCPServer,
  MCPServerPatch,
  mcpServerComplaint,
  mcpConfigComplaint,
} from './mcp-server.js';
export { ApiMcpOAuthStatus, ApiStartMcpOAuth, ApiSubmitMcpOAuthCallback, ApiTestMcpServer } from './mcp-operations.js';
export {
  MCPOAuthCallbackRequest,
  MCPOAuthStartResponse,
  MCPOAuthStatusResponse,
  type MCPOAuthStatus,
} from './mcp-oauth.js';
export { MCPOAuthStateResponse } from './mcp-oauth-state.js';
export {
  MCPTestFailure,
  MCPTestRequest,
  MCPTestSuccess,
  MCPToolCallResult,
  MCPToolCallSpec,
  RemoteMCPServerSpec,
  StdioMCPServerSpec,
} from './mcp-test.js';
export {
  ApiListProviderConnections,
  ApiCreateProviderConnection,
  ApiUpdateProviderConnection,
  ApiDeleteProviderConnection,
} from './provider-connection-operations.js';
export {
  ProviderConnectionResponse,
  ProviderConnectionCreateRequest,
  ProviderConnectionUpdateRequest,
} from './provider-connections.js';
export {
  ApiListWorkspaces,
  ApiAddWorkspaces,
  ApiDeleteWorkspace,
  ApiAddWorkspaceParents,
  ApiDeleteWorkspaceParent,
} from './saved-workspace-operations.js';
export {
  WorkspaceItem,
  WorkspaceParentItem,
  WorkspacesListResponse,
  AddWorkspacesRequest,
  AddWorkspaceParentsRequest,
  WorkspacePathQuery,
} from './saved-workspaces.js';
export { ApiListSecrets, ApiPutSecret, ApiGetSecretValue, ApiDeleteSecret } from './secret-operations.js';
export { SECRET_MASK } from './secret-text.js';
export {
  SECRET_NAME,
  SecretItemResponse,
  SecretsListResponse,
  SecretCreateRequest,
  SecretsListQuery,
  DeletedResponse,
} from './secrets.js';
export {
  ApiGetSettings,
  ApiUpdateSettings,
  ApiGetAgentSettingsSchema,
  ApiGetConversationSettingsSchema,
  ApiCreateMcpServer,
  ApiPatchMcpServer,
  ApiDeleteMcpServer,
} from './settings-operations.js';
export {
  SettingProminence,
  SettingProminenceModel,
  SettingsChoice,
  SettingsFieldSchema,
  SettingsSectionSchema,
  SettingsSchema,
} from './settings-schema.js';
export { PROFILE_NAME, ConversationSettings, SettingsResponse, SettingsUpdateRequest } from './settings.js';
export { ToolCatalogEntry, ToolCatalogResponse } from './tool-catalog.js';
export { ApiListTools, ApiToolCatalog } from './tool-operations.js';
