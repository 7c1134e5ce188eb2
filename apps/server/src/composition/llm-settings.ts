import type { LlmSettings } from '@openhands-nest/agent-ports';
import type { ServerConfig } from '../config/server-config.js';

const SECOND_MS = 1_000;

/** The model that the environment names; undefined when it names none. */
export function llmSettingsOf(config: ServerConfig): LlmSettings | undefined {
  if (config.LLM_MODEL === undefined) return undefined;
  return {
    model: config.LLM_MODEL,
    ...(config.LLM_API_KEY !== undefined && { apiKey: config.LLM_API_KEY }),
    ...(config.LLM_BASE_URL !== undefined && { baseUrl: config.LLM_BASE_URL }),
    ...llmCallSettings(config),
  };
}

/** How models are called as the environment says; holds for those of the settings, too, as far as they say nothing else. */
export function llmCallSettings(config: ServerConfig): Partial<LlmSettings> {
  return {
    ...(config.LLM_NUM_RETRIES !== undefined && { attempts: config.LLM_NUM_RETRIES }),
    ...(config.LLM_RETRY_MIN_WAIT !== undefined && { retryMinMs: config.LLM_RETRY_MIN_WAIT * SECOND_MS }),
    ...(config.LLM_RETRY_MAX_WAIT !== undefined && { retryMaxMs: config.LLM_RETRY_MAX_WAIT * SECOND_MS }),
    ...(config.LLM_TIMEOUT !== undefined && { timeoutMs: config.LLM_TIMEOUT * SECOND_MS }),
  };
}
