import {
  bashEventStoreSuite,
  conversationStoreSuite,
  eventLogSuite,
  leaseStoreSuite,
  settingsStoreSuite,
  webhookOutboxSuite,
} from '@openhands-nest/testing/suites';
import { workerFile } from './__fixtures__/bundles.js';
import { DirectChannel } from './channel/direct-channel.js';
import { openSqliteStorage } from './open-sqlite-storage.js';
import { SecretCipher } from './stores/secret-cipher.js';
import { SqliteStorage } from './stores/sqlite-storage.js';

const VARIANTS = {
  'SQLite in its thread': () => openSqliteStorage({ file: ':memory:', secretKey: 'test', workerFile: workerFile() }),
  'SQLite in this thread': async () =>
    new SqliteStorage(await DirectChannel.open(':memory:'), new SecretCipher('test')),
};

for (const [name, open] of Object.entries(VARIANTS)) {
  eventLogSuite(name, open);
  conversationStoreSuite(name, open);
  leaseStoreSuite(name, open);
  settingsStoreSuite(name, open);
  bashEventStoreSuite(name, open);
  webhookOutboxSuite(name, open);
}
