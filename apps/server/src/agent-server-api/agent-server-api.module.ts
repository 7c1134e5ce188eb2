import { Module } from '@nestjs/common';
import { AgentConversationsController } from './conversations/conversations.controller.js';
import { ConversationChangesController } from './conversations/conversation-changes.controller.js';
import { BashController } from './bash/bash.controller.js';
import { AsidesController } from './conversations/asides/asides.controller.js';
import { AgentSources } from './conversations/launch/agent-source.js';
import { ChildLauncher } from './conversations/launch/child-launcher.js';
import { ChildrenController } from './conversations/children.controller.js';
import { ConversationLauncher } from './conversations/launch/conversation-launcher.js';
import { BranchesController } from './conversations/branches/branches.controller.js';
import { GoalController } from './conversations/goal/goal.controller.js';
import { CredentialBindingsController } from './conversations/credential-bindings.controller.js';
import { SandboxPauseController } from './conversations/sandbox-pause.controller.js';
import { ModelChoices } from './conversations/models/model-choices.service.js';
import { SwitchController } from './conversations/models/switch.controller.js';
import { RunsController } from './conversations/runs.controller.js';
import { EventBatchController } from './events/event-batch.controller.js';
import { ConversationPlace } from './conversation-runtime/conversation-place.js';
import { RUNTIME_CONTROLLERS, RUNTIME_SERVICES } from './conversation-runtime/runtime-parts.js';
import { EXTENSION_CONTROLLERS, EXTENSION_SERVICES } from './extensions/extension-parts.js';
import { EventsController } from './events/events.controller.js';
import { ArchiveController } from './files/archive/archive.controller.js';
import { FilesController } from './files/files.controller.js';
import { TrajectoryController } from './files/trajectory/trajectory.controller.js';
import { SubAgentsController } from './sub-agents/sub-agents.controller.js';
import { HooksController } from './hooks/hooks.controller.js';
import { GitController } from './git/git.controller.js';
import { SecretsService } from './settings/secrets.service.js';
import { SETTINGS_CONTROLLERS, SETTINGS_SERVICES } from './settings/settings-parts.js';
import { InitController } from './server-details/init.controller.js';
import { ServerDetailsController } from './server-details/server-details.controller.js';
import { WorkspaceSessionController } from './workspace/workspace-session.controller.js';
import { WorkspaceController } from './workspace/workspace.controller.js';

/** The Agent Server API. What 0.53 lacks of it answers on both ports, the rest on the Agent Server's alone. */
@Module({
  controllers: [
    AgentConversationsController,
    ArchiveController,
    AsidesController,
    BashController,
    ChildrenController,
    ...RUNTIME_CONTROLLERS,
    BranchesController,
    ConversationChangesController,
    EventBatchController,
    EventsController,
    FilesController,
    GitController,
    HooksController,
    GoalController,
    SubAgentsController,
    RunsController,
    SandboxPauseController,
    CredentialBindingsController,
    ServerDetailsController,
    InitController,
    SwitchController,
    TrajectoryController,
    WorkspaceController,
    WorkspaceSessionController,
    ...EXTENSION_CONTROLLERS,
    ...SETTINGS_CONTROLLERS,
  ],
  providers: [
    ...SETTINGS_SERVICES,
    ...EXTENSION_SERVICES,
    ...RUNTIME_SERVICES,
    AgentSources,
    ChildLauncher,
    ConversationLauncher,
    ModelChoices,
  ],
  exports: [ConversationPlace, SecretsService],
})
export class AgentServerApiModule {}
