import type { Extensions } from '@openhands-nest/agent-extensions';
import type { Engine } from '@openhands-nest/agent-core';
import type { GitHosts, Logger, WorkspaceProvider } from '@openhands-nest/agent-ports';
import type { BashCommands } from './agent-server-api/bash/bash-commands.js';
import type { ConversationBash } from './agent-server-api/conversation-runtime/conversation-bash.js';
import type { SettingsParts } from './agent-server-api/settings/settings-parts.js';
import type { ConversationRooms } from './app-api/socket/conversation-rooms.js';
import type { RepositoryCheck } from './app-api/conversations/repository-choice.js';
import type { TrajectoryParser } from './app-api/conversations/new-conversation.js';
import type { ServerConfig } from './config/server-config.js';
import type { AccessPolicy } from './http/access/access-policy.js';
import type { Activity } from './http/activity.js';
import type { Readiness } from './http/readiness.js';

/** All that the HTTP surfaces need from outside. */
export interface ApplicationParts {
  readonly config: ServerConfig;
  readonly engine: Engine;
  readonly settings: SettingsParts;
  readonly bash: BashCommands;
  readonly conversationBash: ConversationBash;
  readonly extensions: Extensions;
  readonly workspaces: WorkspaceProvider;
  readonly policy: AccessPolicy;
  readonly readiness: Readiness;
  readonly activity: Activity;
  readonly rooms: ConversationRooms;
  readonly logger: Logger;
  readonly parseTrajectory: TrajectoryParser;
  readonly checkRepository: RepositoryCheck;
  /** Undefined: tokens of git hosts cannot be checked, and so not be stored. */
  readonly gitHosts?: GitHosts;
}
