import { Inject, Injectable } from '@nestjs/common';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import type { GETSettingsModel, Settings } from '@openhands-nest/contracts/app';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { ConfigurationStore } from '../../agent-server-api/settings/configuration-store.js';
import { isUsable } from '../../agent-server-api/tools/usable-tools.js';
import { ServerConfig } from '../../config/server-config.js';
import { HttpProblem } from '../../http/problems.js';
import { ENVIRONMENT_LLM } from '../../tokens.js';
import { conversationDefaults, type ConversationDefaults } from './conversation-defaults.js';
import { withSavedSettings } from './saved-settings.js';
import { areSettingsThere, shownSettings } from './shown-settings.js';
import { inAppForm } from './app-problem.js';

const WITHOUT_EFFECT = [
  'remote_runtime_resource_factor',
  'sandbox_base_container_image',
  'sandbox_runtime_container_image',
  'sandbox_api_key',
] as const;

/** Reads and saves settings in the form of 0.53; both APIs keep them in one configuration. */
@Injectable()
export class AppSettingsService {
  constructor(
    private readonly configuration: ConfigurationStore,
    @Inject(ENVIRONMENT_LLM) private readonly environment: LlmSettings | undefined,
    private readonly config: ServerConfig,
  ) {}

  /** @throws HttpProblem 404 as long as there are none, 401 when they cannot be read */
  async load(): Promise<GETSettingsModel> {
    const configuration = await inAppForm(this.configuration.read());
    if (areSettingsThere(configuration, this.environment)) return shownSettings(configuration, this.environment);
    throw new HttpProblem(404, { error: 'Settings not found' });
  }

  /** How new conversations work. @throws HttpProblem 401 */
  async defaults(): Promise<ConversationDefaults> {
    const hasBrowser = this.config.AGENT_ENABLE_BROWSING && isUsable(ToolName.BrowserToolSet);
    return conversationDefaults(await inAppForm(this.configuration.read()), hasBrowser);
  }

  /** Answers a sentence for people. @throws HttpProblem 401, InvalidInputError */
  async store(given: Settings): Promise<string> {
    await inAppForm(
      this.configuration.change((configuration) => withSavedSettings(configuration, given, this.environment)),
    );
    const idle = WITHOUT_EFFECT.filter((name) => given[name]);
    if (idle.length === 0) return 'Settings stored';
    return `Settings stored. Without effect, because this server runs no containers: ${idle.join(', ')}.`;
  }
}
