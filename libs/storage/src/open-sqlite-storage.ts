import type { Storage } from '@openhands-nest/agent-ports';
import { WorkerChannel } from './channel/worker-channel.js';
import { SecretCipher } from './stores/secret-cipher.js';
import { SqliteStorage } from './stores/sqlite-storage.js';
import { findWorkerFile } from './worker-file.js';

export interface SqliteStorageOptions {
  /** Path of the database file, made when missing, or `:memory:`. */
  readonly file: string;
  /** Passphrase under which secrets are encrypted. */
  readonly secretKey: string;
  /** Earlier ones: what was encrypted under them is encrypted anew. */
  readonly earlierSecretKeys?: readonly string[];
  /** JavaScript file of the storage thread; found by itself in a build and in a bundle. */
  readonly workerFile?: string | URL;
  /** Called once when the storage thread breaks; every call fails from then on, so end the process. */
  readonly onFailure?: (error: Error) => void;
}

/**
 * Opens the stores over one SQLite file in a thread of their own.
 * @throws Error with a sentence that says what to do: the file cannot be written, is damaged, is in use, or is newer.
 */
export async function openSqliteStorage(options: SqliteStorageOptions): Promise<Storage> {
  const { file, onFailure, secretKey, earlierSecretKeys = [], workerFile = findWorkerFile() } = options;
  const cipher = new SecretCipher(secretKey, earlierSecretKeys);
  const channel = await WorkerChannel.open({ file, workerFile, onFailure });
  const storage = new SqliteStorage(channel, cipher);
  if (earlierSecretKeys.length > 0) await storage.settings.renewSecrets();
  return storage;
}
