import { Controller, Get } from '@nestjs/common';
import {
  ApiGetAgents,
  ApiGetSecurityAnalyzers,
  ApiGetWebClientConfig,
  type WebClientConfig,
} from '@openhands-nest/contracts/app';

/** What the frontend may offer for choice. */
@Controller('api/options')
export class OptionsController {
  /** Nobody logs in, nothing is billed and nothing is reported. */
  @Get('config')
  @ApiGetWebClientConfig()
  config(): WebClientConfig {
    return {
      APP_MODE: 'oss',
      GITHUB_CLIENT_ID: '',
      POSTHOG_CLIENT_KEY: '',
      FEATURE_FLAGS: { ENABLE_BILLING: false, HIDE_LLM_SETTINGS: false, HIDE_MICROAGENT_MANAGEMENT: true },
    };
  }

  @Get('agents')
  @ApiGetAgents()
  agents(): string[] {
    return ['CodeActAgent'];
  }

  /** None is built in; an empty list hides the choice. */
  @Get('security-analyzers')
  @ApiGetSecurityAnalyzers()
  securityAnalyzers(): string[] {
    return [];
  }
}
