import { Controller, Get } from '@nestjs/common';
import { knownModels, providerNames, verifiedModels } from '@openhands-nest/agent-llm';
import {
  ApiListModels,
  ApiListProviders,
  ApiListVerifiedModels,
  ModelsQuery,
  type ModelsResponse,
  type ProvidersResponse,
  type VerifiedModelsResponse,
} from '@openhands-nest/contracts/agent-server';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';

/** Models and providers that this server knows by name. */
@Controller(onAgentServer('api/llm'))
export class LlmListingController {
  @Get('providers')
  @ApiListProviders()
  providers(): ProvidersResponse {
    return { providers: [...providerNames()] };
  }

  @Get('models')
  @ApiListModels()
  models(@QueryOf(ModelsQuery) { provider }: ModelsQuery): ModelsResponse {
    return { models: [...knownModels(provider || undefined)] };
  }

  @Get('models/verified')
  @ApiListVerifiedModels()
  verified(): VerifiedModelsResponse {
    return { models: verifiedModels() };
  }
}
