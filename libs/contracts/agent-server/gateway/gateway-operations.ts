import { Operation, ref } from '@openhands-nest/contracts/schema';
import { ChatCompletion, OpenAIModelListResponse, OpenAIResponse } from './gateway-answers.js';
import { OpenAIChatCompletionRequest, OpenAIResponseRequest } from './gateway-requests.js';

const TAGS = ['OpenAI Compatibility'];
const ENDS = {
  400: 'The request asks for something that the gateway does not have',
  404: 'No such model',
  409: 'The run waits for a person, or no agent profile is active',
  500: 'The run failed',
  504: 'The run takes too long. It goes on: its conversation tells how it ends',
} as const;

/** GET /v1/models */
export function ApiListGatewayModels(): MethodDecorator {
  return Operation({
    id: 'get_openai_models_v1_models_get',
    summary: 'Get Openai Models',
    description: 'Each LLM profile as a model: with its name after `openhands_`.',
    tags: TAGS,
    answers: { 200: ref(OpenAIModelListResponse) },
  });
}

/** POST /v1/chat/completions */
export function ApiCreateChatCompletion(): MethodDecorator {
  return Operation({
    id: 'create_chat_completion_v1_chat_completions_post',
    summary: 'Create Chat Completion',
    description:
      'Give the last user message to an agent, and answer with its last words. The header X-OpenHands-ServerConversation-ID names the ' +
      'conversation, in the answer and in requests that go on with it.',
    tags: TAGS,
    body: OpenAIChatCompletionRequest,
    answers: { 200: ref(ChatCompletion), ...ENDS },
  });
}

/** POST /v1/responses */
export function ApiCreateResponse(): MethodDecorator {
  return Operation({
    id: 'create_response_v1_responses_post',
    summary: 'Create Response',
    description: 'Give the input to an agent in a new conversation, and answer with its last words.',
    tags: TAGS,
    body: OpenAIResponseRequest,
    answers: { 200: ref(OpenAIResponse), ...ENDS },
  });
}
