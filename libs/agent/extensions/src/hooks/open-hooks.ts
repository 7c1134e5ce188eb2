import type { OpenHooks } from '@openhands-nest/agent-ports';
import { ConfiguredHooks } from './configured-hooks.js';

export const openHooks: OpenHooks = (config, host) => new ConfiguredHooks(config, host);
