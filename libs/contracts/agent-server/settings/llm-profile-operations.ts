import { Operation, ref, text } from '@openhands-nest/contracts/schema';
import {
  ActivateProfileResponse,
  ProfileDetailResponse,
  ProfileListResponse,
  ProfileMutationResponse,
  RenameProfileRequest,
  SaveProfileRequest,
  ValidateProfileRequest,
  ValidateProfileResponse,
} from './llm-profiles.js';
import { PROFILE_NAME } from './settings.js';

const TAGS = ['Profiles'];
const PROFILE = { name: text({ pattern: PROFILE_NAME }) };

/** GET /api/profiles */
export function ApiListProfiles(): MethodDecorator {
  return Operation({
    id: 'list_profiles_api_profiles_get',
    summary: 'List Profiles',
    description: 'All LLM profiles, without their secrets.',
    tags: TAGS,
    answers: { 200: ref(ProfileListResponse) },
  });
}

/** GET /api/profiles/{name} */
export function ApiGetProfile(): MethodDecorator {
  return Operation({
    id: 'get_profile_api_profiles__name__get',
    summary: 'Get Profile',
    description:
      'One LLM profile. Secrets are left out unless the header X-Expose-Secrets says plaintext or encrypted.',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(ProfileDetailResponse), 400: 'Unknown value of X-Expose-Secrets', 404: 'Item not found' },
  });
}

/** POST /api/profiles/{name} */
export function ApiSaveProfile(): MethodDecorator {
  return Operation({
    id: 'save_profile_api_profiles__name__post',
    summary: 'Save Profile',
    description: 'Keep an LLM profile, or replace it.',
    tags: TAGS,
    path: PROFILE,
    body: SaveProfileRequest,
    answers: { 201: ref(ProfileMutationResponse), 409: 'Too many profiles' },
  });
}

/** DELETE /api/profiles/{name} */
export function ApiDeleteProfile(): MethodDecorator {
  return Operation({
    id: 'delete_profile_api_profiles__name__delete',
    summary: 'Delete Profile',
    description: 'Forget an LLM profile.',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(ProfileMutationResponse), 409: 'An agent profile refers to it' },
  });
}

/** POST /api/profiles/{name}/rename */
export function ApiRenameProfile(): MethodDecorator {
  return Operation({
    id: 'rename_profile_api_profiles__name__rename_post',
    summary: 'Rename Profile',
    description: 'Rename an LLM profile wherever it is referred to.',
    tags: TAGS,
    path: PROFILE,
    body: RenameProfileRequest,
    answers: { 200: ref(ProfileMutationResponse), 404: 'Item not found', 409: 'The name is taken' },
  });
}

/** POST /api/profiles/{name}/activate */
export function ApiActivateProfile(): MethodDecorator {
  return Operation({
    id: 'activate_profile_api_profiles__name__activate_post',
    summary: 'Activate Profile',
    description: 'Make an LLM profile the one of the settings.',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(ActivateProfileResponse), 404: 'Item not found' },
  });
}

/** POST /api/profiles/{name}/validate */
export function ApiValidateProfile(): MethodDecorator {
  return Operation({
    id: 'validate_profile_api_profiles__name__validate_post',
    summary: 'Validate Profile',
    description: 'Ask the model for a few words, to see whether it answers.',
    tags: TAGS,
    path: PROFILE,
    body: ValidateProfileRequest,
    answers: { 200: ref(ValidateProfileResponse) },
  });
}
