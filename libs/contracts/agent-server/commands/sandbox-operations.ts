import { Operation } from '@openhands-nest/contracts/schema';

/** POST /api/conversations/prepare-for-sandbox-pause */
export function ApiPrepareForSandboxPause(): MethodDecorator {
  return Operation({
    id: 'prepare_for_sandbox_pause_api_conversations_prepare_for_sandbox_pause_post',
    summary: 'Prepare For Sandbox Pause',
    description: 'Pause every run and let go of every conversation, so that the machine may be frozen.',
    tags: ['Conversations'],
    answers: { 204: 'Nothing runs any more' },
  });
}
