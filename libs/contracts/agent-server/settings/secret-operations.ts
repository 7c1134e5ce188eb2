import { Operation, ref, text } from '@openhands-nest/contracts/schema';
import {
  DeletedResponse,
  SecretCreateRequest,
  SecretItemResponse,
  SecretsListQuery,
  SecretsListResponse,
} from './secrets.js';

const TAGS = ['Settings'];
const SECRET = { name: text() };

/** GET /api/settings/secrets */
export function ApiListSecrets(): MethodDecorator {
  return Operation({
    id: 'list_secrets_api_settings_secrets_get',
    summary: 'List Secrets',
    description:
      'Names and descriptions of all secrets, or of those that an agent profile refers to, without their values.',
    tags: TAGS,
    query: SecretsListQuery,
    answers: { 200: ref(SecretsListResponse), 404: 'No such agent profile' },
  });
}

/** PUT /api/settings/secrets */
export function ApiPutSecret(): MethodDecorator {
  return Operation({
    id: 'create_secret_api_settings_secrets_put',
    summary: 'Create Secret',
    description: 'Keep a secret, or replace it.',
    tags: TAGS,
    body: SecretCreateRequest,
    answers: { 200: ref(SecretItemResponse) },
  });
}

/** GET /api/settings/secrets/{name} */
export function ApiGetSecretValue(): MethodDecorator {
  return Operation({
    id: 'get_secret_value_api_settings_secrets__name__get',
    summary: 'Get Secret Value',
    description: 'The value of a secret as plain text.',
    tags: TAGS,
    path: SECRET,
    answers: { 200: 'The value, as text/plain', 404: 'Item not found' },
  });
}

/** DELETE /api/settings/secrets/{name} */
export function ApiDeleteSecret(): MethodDecorator {
  return Operation({
    id: 'delete_secret_api_settings_secrets__name__delete',
    summary: 'Delete Secret',
    description: 'Forget a secret.',
    tags: TAGS,
    path: SECRET,
    answers: { 200: ref(DeletedResponse), 404: 'Item not found' },
  });
}
