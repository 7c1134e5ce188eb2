import { warmUp } from '@openhands-nest/agent-llm';
import type { ServerConfig } from '../config/server-config.js';
import { llmSettingsOf } from './llm-settings.js';

/** Milliseconds that a new server is left to its first callers. */
const WARM_UP_AFTER_MS = 1_000;

/**
 * Loads the configured model's SDK a little after the start: that holds the thread for some tenths of a second, which is better
 * spent while nobody waits than in the first run.
 */
export function warmUpModel(config: ServerConfig): void {
  const settings = llmSettingsOf(config);
  if (!settings) return;
  setTimeout(() => {
    // What cannot be loaded is told where somebody needs it: by the first call.
    warmUp(settings).catch(() => undefined);
  }, WARM_UP_AFTER_MS).unref();
}
