import { Operation, ref } from '@openhands-nest/contracts/schema';
import {
  SubscriptionDevicePollRequest,
  SubscriptionDeviceStartResponse,
  SubscriptionModelsResponse,
  SubscriptionStatusResponse,
} from './subscription.js';

const TAGS = ['LLM'];

/** GET /api/llm/subscription/openai/models */
export function ApiSubscriptionModels(): MethodDecorator {
  return Operation({
    id: 'list_openai_subscription_models_api_llm_subscription_openai_models_get',
    summary: 'List Openai Subscription Models',
    description: 'Models that a ChatGPT subscription opens.',
    tags: TAGS,
    answers: { 200: ref(SubscriptionModelsResponse) },
  });
}

/** GET /api/llm/subscription/openai/status */
export function ApiSubscriptionStatus(): MethodDecorator {
  return Operation({
    id: 'get_openai_subscription_status_api_llm_subscription_openai_status_get',
    summary: 'Get Openai Subscription Status',
    description: 'Whether a ChatGPT subscription is signed in to.',
    tags: TAGS,
    answers: { 200: ref(SubscriptionStatusResponse) },
  });
}

/** POST /api/llm/subscription/openai/device/start */
export function ApiStartSubscriptionLogin(): MethodDecorator {
  return Operation({
    id: 'start_openai_subscription_device_login_api_llm_subscription_openai_device_start_post',
    summary: 'Start Openai Subscription Device Login',
    description: 'Begins a sign-in: a person enters the code at the address.',
    tags: TAGS,
    answers: { 200: ref(SubscriptionDeviceStartResponse), 502: 'OpenAI refuses, or cannot be reached' },
  });
}

/** POST /api/llm/subscription/openai/device/poll */
export function ApiPollSubscriptionLogin(): MethodDecorator {
  return Operation({
    id: 'poll_openai_subscription_device_login_api_llm_subscription_openai_device_poll_post',
    summary: 'Poll Openai Subscription Device Login',
    description: 'Asks once whether the person has agreed.',
    tags: TAGS,
    body: SubscriptionDevicePollRequest,
    answers: {
      200: ref(SubscriptionStatusResponse),
      404: 'No such sign-in, or it is too old',
      502: 'OpenAI refuses, or cannot be reached',
    },
  });
}

/** POST /api/llm/subscription/openai/logout */
export function ApiLogoutSubscription(): MethodDecorator {
  return Operation({
    id: 'logout_openai_subscription_api_llm_subscription_openai_logout_post',
    summary: 'Logout Openai Subscription',
    description: 'Forgets the sign-in.',
    tags: TAGS,
    answers: { 200: ref(SubscriptionStatusResponse) },
  });
}
