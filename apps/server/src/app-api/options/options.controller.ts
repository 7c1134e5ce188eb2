import { Controller, Get } from '@nestjs/common';
import { modelsByFullName } from '@openhands-nest/agent-llm';
import {
  ApiGetAgents,
  ApiGetModels,
  ApiGetSecurityAnalyzers,
  ApiGetWebClientConfig,
  type WebClientConfig,
} from '@openhands-nest/contracts/app';
import { AGENTS, FRONTEND_MODEL, SECURITY_ANALYZERS } from './choices.js';

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

  @Get('models')
  @ApiGetModels()
  models(): string[] {
    return [...new Set([FRONTEND_MODEL, ...modelsByFullName()])].sort();
  }

  @Get('agents')
  @ApiGetAgents()
  agents(): string[] {
    return [...AGENTS];
  }

  @Get('security-analyzers')
  @ApiGetSecurityAnalyzers()
  securityAnalyzers(): string[] {
    return [...SECURITY_ANALYZERS];
  }
}
