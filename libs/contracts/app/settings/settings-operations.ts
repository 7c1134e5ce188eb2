import { listOf, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { SECURITY_SCHEME } from '../document-outline.js';
import { POSTProviderModel } from './provider-tokens.js';
import { GETSettingsModel, MessageResponse, Settings } from './settings.js';

const security = SECURITY_SCHEME;
const UNREADABLE = 'What is stored cannot be read';

/** GET /api/settings */
export function ApiLoadSettings(): MethodDecorator {
  return Operation({
    id: 'load_settings_api_settings_get',
    summary: 'Load Settings',
    answers: { 200: ref(GETSettingsModel), 401: UNREADABLE, 404: 'Nobody has saved settings or configured a model' },
    security,
  });
}

/** POST /api/settings */
export function ApiStoreSettings(): MethodDecorator {
  return Operation({
    id: 'store_settings_api_settings_post',
    summary: 'Store Settings',
    body: Settings,
    answers: { 200: ref(MessageResponse), 401: UNREADABLE },
    security,
  });
}

/** POST /api/reset-settings */
export function ApiResetSettings(): MethodDecorator {
  return Operation({
    id: 'reset_settings_api_reset_settings_post',
    summary: 'Reset Settings',
    description: 'Gone already in 0.53: always answers 410.',
    answers: { 410: 'Settings are saved anew instead' },
    security,
  });
}

/** POST /api/add-git-providers */
export function ApiStoreProviderTokens(): MethodDecorator {
  return Operation({
    id: 'store_provider_tokens_api_add_git_providers_post',
    summary: 'Store Provider Tokens',
    description: 'Replaces the tokens for git hosts. A new token is checked with its host first.',
    body: POSTProviderModel,
    answers: { 200: ref(MessageResponse), 401: 'A host does not take its token' },
    security,
  });
}

/** POST /api/unset-provider-tokens */
export function ApiUnsetProviderTokens(): MethodDecorator {
  return Operation({
    id: 'unset_provider_tokens_api_unset_provider_tokens_post',
    summary: 'Unset Provider Tokens',
    answers: { 200: ref(MessageResponse) },
    security,
  });
}

/** GET /api/options/models */
export function ApiGetModels(): MethodDecorator {
  return Operation({
    id: 'get_litellm_models_api_options_models_get',
    summary: 'Get Litellm Models',
    description: 'Names of models that this server knows, sorted. Others may be used as well.',
    answers: { 200: listOf(text()) },
    security,
  });
}
