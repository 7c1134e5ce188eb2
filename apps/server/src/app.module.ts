import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AgentServerApiModule } from './agent-server-api/agent-server-api.module.js';
import { BashCommands } from './agent-server-api/bash/bash-commands.js';
import { settingsProviders } from './agent-server-api/settings/settings-parts.js';
import { AppApiModule } from './app-api/app-api.module.js';
import { ConversationBash } from './agent-server-api/conversation-runtime/conversation-bash.js';
import { ConversationRooms } from './app-api/socket/conversation-rooms.js';
import type { ApplicationParts } from './application-parts.js';
import { ServerConfig } from './config/server-config.js';
import { AllowedOrigins } from './http/access/origins.js';
import { SessionKeys } from './http/access/session-keys.js';
import { Activity } from './http/activity.js';
import { Readiness } from './http/readiness.js';
import {
  ENGINE,
  EXTENSIONS,
  GIT_HOSTS,
  LOGGER,
  REPOSITORY_CHECK,
  SECRET_LOOKUP,
  TRAJECTORY_PARSER,
  WORKSPACES,
} from './tokens.js';
import { secretLookup } from './composition/secret-lookups.js';
import type { SecretLookUp } from './agent-server-api/acp/secret-look-up.js';

/** Both surfaces over one engine. */
@Module({})
export class AppModule {
  static over(parts: ApplicationParts): DynamicModule {
    const providers: Provider[] = [
      { provide: ServerConfig, useValue: parts.config },
      { provide: SessionKeys, useValue: parts.policy.keys },
      { provide: AllowedOrigins, useValue: parts.policy.origins },
      { provide: Readiness, useValue: parts.readiness },
      { provide: Activity, useValue: parts.activity },
      { provide: ConversationRooms, useValue: parts.rooms },
      { provide: BashCommands, useValue: parts.bash },
      { provide: ConversationBash, useValue: parts.conversationBash },
      ...settingsProviders(parts.settings),
      { provide: LOGGER, useValue: parts.logger },
      { provide: EXTENSIONS, useValue: parts.extensions },
      { provide: WORKSPACES, useValue: parts.workspaces },
      { provide: ENGINE, useValue: parts.engine },
      { provide: TRAJECTORY_PARSER, useValue: parts.parseTrajectory },
      { provide: REPOSITORY_CHECK, useValue: parts.checkRepository },
      { provide: SECRET_LOOKUP, useValue: lookUpOver(parts) },
      { provide: GIT_HOSTS, useValue: parts.gitHosts },
    ];
    return {
      module: AppModule,
      global: true,
      imports: [AppApiModule, AgentServerApiModule],
      providers,
      exports: providers,
    };
  }
}

function lookUpOver({ settings, policy, config }: ApplicationParts): SecretLookUp {
  const ownPorts = [config.AGENT_SERVER_PORT, config.PORT];
  return secretLookup({ store: settings.store, keys: policy.keys, ownPorts });
}
