import { Module } from '@nestjs/common';
import { AgentServerApiModule } from '../agent-server-api/agent-server-api.module.js';
import { ConversationLifeController } from './conversations/conversation-life.controller.js';
import { ConversationListController } from './conversations/conversation-list.controller.js';
import { ConversationsController } from './conversations/conversations.controller.js';
import { RepositoryChoice } from './conversations/repository-choice.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FeedbackStore } from './feedback/feedback-store.js';
import { AppChangesController } from './files/changes.controller.js';
import { AppFilesController } from './files/files.controller.js';
import { AppWorkspace } from './files/app-workspace.js';
import { LegacyEventsController } from './events/legacy-events.controller.js';
import { GitAccountsController } from './git-accounts/git-accounts.controller.js';
import { GitAccounts } from './git-accounts/git-accounts.service.js';
import { RepositoryMicroagentsController } from './git-accounts/repository-microagents.controller.js';
import { RepositoryMicroagents } from './git-accounts/repository-microagents.service.js';
import { KnownMicroagents } from './microagents/known-microagents.service.js';
import { MicroagentsController } from './microagents/microagents.controller.js';
import { Remembering } from './microagents/remembering.service.js';
import { ChangeRequests } from './mcp/change-requests.service.js';
import { AppMcpController } from './mcp/mcp.controller.js';
import { OptionsController } from './options/options.controller.js';
import { RuntimeController } from './runtime/runtime.controller.js';
import { AppSettingsController } from './settings/settings.controller.js';
import { AppSettingsService } from './settings/app-settings.service.js';
import { CustomSecretsController } from './settings/custom-secrets.controller.js';
import { GitProvidersController } from './settings/git-providers.controller.js';
import { GitTokensService } from './settings/git-tokens.service.js';
import { HealthController } from './server-details/health.controller.js';

/** The OpenHands API of PORT. */
@Module({
  imports: [AgentServerApiModule],
  controllers: [
    MicroagentsController,
    ConversationsController,
    ConversationListController,
    ConversationLifeController,
    LegacyEventsController,
    RuntimeController,
    OptionsController,
    HealthController,
    AppSettingsController,
    GitProvidersController,
    GitAccountsController,
    AppMcpController,
    RepositoryMicroagentsController,
    CustomSecretsController,
    AppFilesController,
    AppChangesController,
    FeedbackController,
  ],
  providers: [
    ChangeRequests,
    KnownMicroagents,
    Remembering,

    AppWorkspace,
    FeedbackStore,
    RepositoryChoice,
    GitAccounts,
    RepositoryMicroagents,
    AppSettingsService,
    GitTokensService,
  ],
})
export class AppApiModule {}
