import { Operation, ref } from '@openhands-nest/contracts/schema';
import { ModelsQuery, ModelsResponse, ProvidersResponse, VerifiedModelsResponse } from './llm-listing.js';

const TAGS = ['LLM'];

/** GET /api/llm/providers */
export function ApiListProviders(): MethodDecorator {
  return Operation({
    id: 'list_providers_api_llm_providers_get',
    summary: 'List Providers',
    description: 'Prefixes of model names that this server knows the address of.',
    tags: TAGS,
    answers: { 200: ref(ProvidersResponse) },
  });
}

/** GET /api/llm/models */
export function ApiListModels(): MethodDecorator {
  return Operation({
    id: 'list_models_api_llm_models_get',
    summary: 'List Models',
    description: 'Models that this server knows by name; others can be used all the same.',
    tags: TAGS,
    query: ModelsQuery,
    answers: { 200: ref(ModelsResponse) },
  });
}

/** GET /api/llm/models/verified */
export function ApiListVerifiedModels(): MethodDecorator {
  return Operation({
    id: 'list_verified_models_api_llm_models_verified_get',
    summary: 'List Verified Models',
    description: 'Models that are known to work well for agents.',
    tags: TAGS,
    answers: { 200: ref(VerifiedModelsResponse) },
  });
}
