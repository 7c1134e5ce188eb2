// Apart from the fakes: these files import @jest/globals, which loads under Jest only.
export { bashEventStoreSuite } from './storage/bash-event-store-suite.js';
export { conversationStoreSuite } from './storage/conversation-store-suite.js';
export { eventLogSuite } from './storage/event-log-suite.js';
export { leaseStoreSuite } from './storage/lease-store-suite.js';
export { webhookOutboxSuite } from './storage/webhook-outbox-suite.js';
export { settingsStoreSuite } from './storage/settings-store-suite.js';
export { aClaimedConversation, type OpenStorage } from './storage/storage-under-test.js';
export { commandSuite, type CommandWorkspace } from './workspace/command-suite.js';
export { workspaceSuite } from './workspace/workspace-suite.js';
export type { OpenedWorkspace, OpenWorkspace } from './workspace/open-workspace.js';
