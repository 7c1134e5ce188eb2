import { Operation, ref } from '@openhands-nest/contracts/schema';
import { SubAgentsRequest, SubAgentsResponse } from './sub-agents.js';

/** POST /api/sub-agents */
export function ApiGetSubAgents(): MethodDecorator {
  return Operation({
    id: 'get_sub_agents_api_sub_agents_post',
    summary: 'Get Sub Agents',
    description:
      'Agents that can be set to work by others. Of those with the same name, that of the project counts, then that of the user.',
    tags: ['Sub Agents'],
    body: SubAgentsRequest,
    answers: { 200: ref(SubAgentsResponse) },
  });
}
