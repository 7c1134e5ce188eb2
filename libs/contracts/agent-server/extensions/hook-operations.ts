import { Operation, ref } from '@openhands-nest/contracts/schema';
import { HooksRequest, HooksResponse } from './hook-config.js';

/** POST /api/hooks */
export function ApiGetHooks(): MethodDecorator {
  return Operation({
    id: 'get_hooks_api_hooks_post',
    summary: 'Get Hooks',
    description: 'The hooks of `.openhands/hooks.json` in a project; null when it has none that can be used.',
    tags: ['Hooks'],
    body: HooksRequest,
    answers: { 200: ref(HooksResponse) },
  });
}
