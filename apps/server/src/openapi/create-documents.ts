import type { Extensions } from '@openhands-nest/agent-extensions';
import type { Engine } from '@openhands-nest/agent-core';
import type { Logger, WorkspaceProvider } from '@openhands-nest/agent-ports';
import type { BashCommands } from '../agent-server-api/bash/bash-commands.js';
import type { ConversationBash } from '../agent-server-api/conversation-runtime/conversation-bash.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';
import { createApplication } from '../create-application.js';
import { readConfig } from '../config/read-config.js';
import { AccessPolicy } from '../http/access/access-policy.js';
import { AllowedOrigins } from '../http/access/origins.js';
import { SessionKeys } from '../http/access/session-keys.js';
import { Activity } from '../http/activity.js';
import { Readiness } from '../http/readiness.js';
import { documentsOf, type Documents } from './documents-of.js';

/** Both documents without a server: no port is opened, no engine built, nothing written. */
export async function createDocuments(): Promise<Documents> {
  const app = await createApplication({
    config: readConfig({}),
    engine: {} as Engine,
    settings: {} as SettingsParts,
    bash: {} as BashCommands,
    conversationBash: {} as ConversationBash,
    extensions: {} as Extensions,
    workspaces: {} as WorkspaceProvider,
    policy: new AccessPolicy(new SessionKeys([], ''), new AllowedOrigins([])),
    readiness: new Readiness(),
    activity: new Activity(),
    rooms: { disconnect: () => undefined, announceTitle: () => undefined },
    logger: SILENT,
    parseTrajectory: () => ({ steps: [] }),
    checkRepository: () => undefined,
  });
  try {
    return documentsOf(app);
  } finally {
    await app.close();
  }
}

const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
