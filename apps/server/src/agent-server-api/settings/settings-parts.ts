import type { Provider, Type } from '@nestjs/common';
import { OpenAiSubscription } from '@openhands-nest/agent-llm';
import type { LlmSettings, SettingsStore } from '@openhands-nest/agent-ports';
import { ENVIRONMENT_LLM, LLM_FACTORY, MCP_PROBE, SETTINGS_STORE } from '../../tokens.js';
import { AcpModelsController } from '../acp/acp-models.controller.js';
import { AcpModels } from '../acp/acp-models.service.js';
import { AgentProfilesController } from '../agent-profiles/agent-profiles.controller.js';
import { AgentProfilesService } from '../agent-profiles/agent-profiles.service.js';
import { LlmListingController } from '../llm/llm-listing.controller.js';
import { SubscriptionController } from '../llm/subscription.controller.js';
import { ProviderConnectionsController } from '../llm/provider-connections.controller.js';
import { ProviderConnectionsService } from '../llm/provider-connections.service.js';
import type { McpProbe } from '../mcp/mcp-probe.js';
import { McpController } from '../mcp/mcp.controller.js';
import { SignInJobs } from '../mcp/sign-in-jobs.service.js';
import { ModelProbe, type LlmFactory } from '../profiles/model-probe.service.js';
import { ProfilesController } from '../profiles/profiles.controller.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { ToolsController } from '../tools/tools.controller.js';
import { SavedWorkspacesController } from '../workspaces/saved-workspaces.controller.js';
import { SavedWorkspacesService } from '../workspaces/saved-workspaces.service.js';
import { ConfigurationStore } from './configuration-store.js';
import { McpServersService } from './mcp-servers.service.js';
import { SecretTokens } from './secret-tokens.js';
import { SecretsController } from './secrets.controller.js';
import { SecretsService } from './secrets.service.js';
import { SettingsController } from './settings.controller.js';
import { SettingsService } from './settings.service.js';

/** What settings need from outside. */
export interface SettingsParts {
  readonly store: SettingsStore;
  readonly configuration: ConfigurationStore;
  readonly tokens: SecretTokens;
  readonly createLlm: LlmFactory;
  readonly subscription: OpenAiSubscription;
  readonly probeMcp: McpProbe;
  /** The model that the server's environment names. */
  readonly environmentLlm: LlmSettings | undefined;
}

/** Controllers of everything that people configure. */
export const SETTINGS_CONTROLLERS: Type[] = [
  SecretsController,
  SettingsController,
  ProfilesController,
  AgentProfilesController,
  ProviderConnectionsController,
  LlmListingController,
  SubscriptionController,
  SavedWorkspacesController,
  ToolsController,
  McpController,
  AcpModelsController,
];

export const SETTINGS_SERVICES: Provider[] = [
  SettingsService,
  McpServersService,
  SignInJobs,
  AcpModels,
  SecretsService,
  ProfilesService,
  ModelProbe,
  AgentProfilesService,
  ProviderConnectionsService,
  SavedWorkspacesService,
];

/** The parts under the names by which the services ask for them. */
export function settingsProviders(parts: SettingsParts): Provider[] {
  return [
    { provide: SETTINGS_STORE, useValue: parts.store },
    { provide: ConfigurationStore, useValue: parts.configuration },
    { provide: SecretTokens, useValue: parts.tokens },
    { provide: MCP_PROBE, useValue: parts.probeMcp },
    { provide: OpenAiSubscription, useValue: parts.subscription },
    { provide: LLM_FACTORY, useValue: parts.createLlm },
    { provide: ENVIRONMENT_LLM, useValue: parts.environmentLlm },
  ];
}
