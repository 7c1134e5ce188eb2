import { alsoWritable } from '@openhands-nest/agent-core';
import type { Logger, Storage, WorkspaceProvider } from '@openhands-nest/agent-ports';
import type { MachineWorkspaceProvider } from '@openhands-nest/agent-workspace';
import { BashCommands } from '../agent-server-api/bash/bash-commands.js';
import { BashLog } from '../agent-server-api/bash/bash-log.js';
import { ConversationBash } from '../agent-server-api/conversation-runtime/conversation-bash.js';
import { processIdentity } from './process-identity.js';
import { randomIds, systemClock } from './system-clock.js';

/** What is kept of the commands in one conversation. */
const KEPT = { maxBytes: 32 * 1024 * 1024, maxEvents: 10_000 };

/** Commands in the workspaces of conversations, confined as these are. */
export function composeConversationBash(
  storage: Storage,
  workspaces: MachineWorkspaceProvider,
  logger: Logger,
): ConversationBash {
  const process = processIdentity();
  return new ConversationBash({
    storeOf: (conversationId) => storage.bashEventsOf(conversationId),
    async openWorkspace(conversationId, directory) {
      const record = await storage.conversations.find(conversationId);
      return workspaces.open({ conversationId, directory, ...(record && alsoWritable(record)) });
    },
    commandsOver: (store, runner) => {
      const log = new BashLog({ store, clock: systemClock, owner: process.self, logger, ...KEPT });
      return new BashCommands({ log, runner, clock: systemClock, ids: randomIds, process, logger });
    },
  });
}

/** A conversation that is removed takes its commands along. */
export function endingCommands(workspaces: WorkspaceProvider, bash: ConversationBash): WorkspaceProvider {
  return {
    isolation: workspaces.isolation,
    open: (request) => workspaces.open(request),
    reapOrphans: () => workspaces.reapOrphans(),
    async discard(conversationId) {
      await bash.end(conversationId);
      await workspaces.discard(conversationId);
    },
  };
}
