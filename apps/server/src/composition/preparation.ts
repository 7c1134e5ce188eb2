import { join } from 'node:path';
import { createLlm } from '@openhands-nest/agent-llm';
import type { Storage } from '@openhands-nest/agent-ports';
import { probeBubblewrap, type BubblewrapProbe } from '@openhands-nest/agent-workspace';
import { openSqliteStorage } from '@openhands-nest/storage';
import { ConfigError } from '../config/config-error.js';
import { prepareDataDirectory } from '../config/data-directory.js';
import { secretKey } from '../config/secret-key.js';
import { Sandbox, type ServerConfig } from '../config/server-config.js';
import { llmSettingsOf } from './llm-settings.js';
import { systemClock } from './system-clock.js';

/** What has begun outside this thread. */
export interface Preparation {
  readonly secretKey: string;
  readonly storage: Promise<Storage>;
  /** Undefined: no jail is wanted. */
  readonly jail: Promise<BubblewrapProbe> | undefined;
}

/**
 * Begins what takes its time outside this thread: opening the database, and trying a jail. Meanwhile the rest of the server can be loaded.
 * @param onStorageFailure called once when the storage breaks: nothing can be promised from then on
 * @throws Error with a sentence for people
 */
export async function prepare(config: ServerConfig, onStorageFailure: (error: Error) => void): Promise<Preparation> {
  await prepareDataDirectory(config.DATA_DIR);
  const key = await secretKey(config.OH_SECRET_KEY, config.DATA_DIR);
  checkModel(config);
  const storage = openSqliteStorage({
    file: join(config.DATA_DIR, 'openhands-nest.db'),
    secretKey: key,
    earlierSecretKeys: config.OH_PREVIOUS_SECRET_KEYS,
    onFailure: onStorageFailure,
  });
  const jail = config.SANDBOX === Sandbox.Local ? undefined : probeBubblewrap();
  // Failures are told to who awaits them, which may be later than they come.
  for (const begun of [storage, jail]) begun?.catch(() => undefined);
  return { secretKey: key, storage, jail };
}

/** A name that says of no provider where it is would fail every run: better now. @throws ConfigError */
function checkModel(config: ServerConfig): void {
  const settings = llmSettingsOf(config);
  try {
    if (settings) createLlm(settings, { clock: systemClock });
  } catch (error) {
    throw new ConfigError([`LLM_MODEL: ${(error as Error).message}`]);
  }
}
