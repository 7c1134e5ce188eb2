import type { Logger, Storage } from '@openhands-nest/agent-ports';
import { createCommandRunner } from '@openhands-nest/agent-workspace';
import { BashCommands } from '../agent-server-api/bash/bash-commands.js';
import { BashLog } from '../agent-server-api/bash/bash-log.js';
import type { ServerConfig } from '../config/server-config.js';
import { processIdentity } from './process-identity.js';
import { randomIds, systemClock } from './system-clock.js';

/** The operator's own commands over the machine's shell and the given storage. */
export function composeBash(storage: Storage, config: ServerConfig, logger: Logger): BashCommands {
  const process = processIdentity();
  const log = new BashLog({
    store: storage.bashEvents,
    clock: systemClock,
    owner: process.self,
    logger,
    ...(config.OH_BASH_EVENTS_RETENTION_SECONDS && { retentionSeconds: config.OH_BASH_EVENTS_RETENTION_SECONDS }),
  });
  const runner = createCommandRunner({ dataDirectory: config.DATA_DIR });
  return new BashCommands({ log, runner, clock: systemClock, ids: randomIds, process, logger });
}
