import type { Logger, Storage } from '@openhands-nest/agent-ports';
import type { ServerConfig } from '../config/server-config.js';
import { Webhooks } from '../webhooks/webhooks.js';
import { processIdentity } from './process-identity.js';
import { systemClock } from './system-clock.js';

/** The configured receivers of events over the given storage. */
export function composeWebhooks(storage: Storage, config: ServerConfig, logger: Logger): Promise<Webhooks> {
  const [sessionKey] = config.SESSION_API_KEYS;
  return Webhooks.open({
    specs: config.OH_WEBHOOKS,
    storage,
    sessionKey,
    clock: systemClock,
    logger,
    process: processIdentity(),
  });
}
