import { Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import { AskAgentRequest, AskAgentResponse } from './aside-requests.js';

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const TAGS = ['Conversations'];
const NOT_FOUND = 'Item not found';

/** POST /api/conversations/{conversation_id}/ask_agent */
export function ApiAskAgent(): MethodDecorator {
  return Operation({
    id: 'ask_agent_api_conversations__conversation_id__ask_agent_post',
    summary: 'Ask Agent',
    description: 'Ask about the conversation beside its run. The agent does not learn of it, and no event is recorded.',
    tags: TAGS,
    path: CONVERSATION,
    body: AskAgentRequest,
    answers: { 200: ref(AskAgentResponse), 404: NOT_FOUND, 502: 'The model has failed' },
  });
}

/** POST /api/conversations/{conversation_id}/condense */
export function ApiCondense(): MethodDecorator {
  return Operation({
    id: 'condense_conversation_api_conversations__conversation_id__condense_post',
    summary: 'Condense Conversation',
    description:
      'Have the older part of the conversation summed up: at once, or at the next step of the run that is active.',
    tags: TAGS,
    path: CONVERSATION,
    answers: {
      200: ref(Success),
      404: NOT_FOUND,
      409: 'The agent has no condenser that handles requests',
      502: 'The model has failed',
    },
  });
}
