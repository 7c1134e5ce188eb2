import { Operation, ref, text } from '@openhands-nest/contracts/schema';
import { SECURITY_SCHEME } from '../document-outline.js';
import { CustomSecretModel, CustomSecretWithoutValueModel, GETCustomSecrets } from './custom-secrets.js';
import { MessageResponse } from './settings.js';

const security = SECURITY_SCHEME;
const SECRET = { secret_id: text() };
const NAME_TAKEN = 'There is a secret of this name';
const UNKNOWN = 'No such secret';

/** GET /api/secrets */
export function ApiLoadCustomSecrets(): MethodDecorator {
  return Operation({
    id: 'load_custom_secrets_names_api_secrets_get',
    summary: 'Load Custom Secrets Names',
    answers: { 200: ref(GETCustomSecrets) },
    security,
  });
}

/** POST /api/secrets */
export function ApiCreateCustomSecret(): MethodDecorator {
  return Operation({
    id: 'create_custom_secret_api_secrets_post',
    summary: 'Create Custom Secret',
    body: CustomSecretModel,
    answers: { 201: ref(MessageResponse), 400: NAME_TAKEN },
    security,
  });
}

/** PUT /api/secrets/{secret_id} */
export function ApiUpdateCustomSecret(): MethodDecorator {
  return Operation({
    id: 'update_custom_secret_api_secrets__secret_id__put',
    summary: 'Update Custom Secret',
    description: 'Gives a secret another name or description; its value stays.',
    path: SECRET,
    body: CustomSecretWithoutValueModel,
    answers: { 200: ref(MessageResponse), 400: NAME_TAKEN, 404: UNKNOWN },
    security,
  });
}

/** DELETE /api/secrets/{secret_id} */
export function ApiDeleteCustomSecret(): MethodDecorator {
  return Operation({
    id: 'delete_custom_secret_api_secrets__secret_id__delete',
    summary: 'Delete Custom Secret',
    path: SECRET,
    answers: { 200: ref(MessageResponse), 404: UNKNOWN },
    security,
  });
}
