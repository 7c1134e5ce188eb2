import { bashEventStoreSuite } from './bash-event-store-suite.js';
import { conversationStoreSuite } from './conversation-store-suite.js';
import { eventLogSuite } from './event-log-suite.js';
import { InMemoryStorage } from './in-memory-storage.js';
import { leaseStoreSuite } from './lease-store-suite.js';
import { settingsStoreSuite } from './settings-store-suite.js';
import { webhookOutboxSuite } from './webhook-outbox-suite.js';

const open = () => new InMemoryStorage();

eventLogSuite('InMemoryStorage', open);
conversationStoreSuite('InMemoryStorage', open);
leaseStoreSuite('InMemoryStorage', open);
settingsStoreSuite('InMemoryStorage', open);
bashEventStoreSuite('InMemoryStorage', open);
webhookOutboxSuite('InMemoryStorage', open);
