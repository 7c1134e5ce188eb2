import { Operation, ref } from '@openhands-nest/contracts/schema';
import { ACPModelDiscovery, ACPModelDiscoveryRequest } from './acp-models.js';

/** POST /api/acp/models */
export function ApiDiscoverAcpModels(): MethodDecorator {
  return Operation({
    id: 'discover_models_api_acp_models_post',
    summary: 'Discover Models',
    description:
      'Start an agent that is a program of its own, ask it for its models, and end it. Why it cannot be started is said in `error`.',
    tags: ['ACP'],
    body: ACPModelDiscoveryRequest,
    answers: { 200: ref(ACPModelDiscovery) },
  });
}
