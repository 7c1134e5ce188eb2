import { Operation, ref, text } from '@openhands-nest/contracts/schema';
import {
  ActivateAgentProfileResponse,
  AgentProfileDetailResponse,
  AgentProfileDiagnostics,
  AgentProfileListResponse,
  AnyAgentProfile,
  MaterializeAgentProfileRequest,
} from './agent-profiles.js';
import { ProfileMutationResponse, RenameProfileRequest } from './llm-profiles.js';
import { PROFILE_NAME } from './settings.js';

const TAGS = ['Agent Profiles'];
const PROFILE = { name: text({ pattern: PROFILE_NAME }) };

/** GET /api/agent-profiles */
export function ApiListAgentProfiles(): MethodDecorator {
  return Operation({
    id: 'list_agent_profiles_api_agent_profiles_get',
    summary: 'List Agent Profiles',
    description: 'All agent profiles. The first call makes one from the settings.',
    tags: TAGS,
    answers: { 200: ref(AgentProfileListResponse) },
  });
}

/** GET /api/agent-profiles/{name} */
export function ApiGetAgentProfile(): MethodDecorator {
  return Operation({
    id: 'get_agent_profile_api_agent_profiles__name__get',
    summary: 'Get Agent Profile',
    description: 'One agent profile.',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(AgentProfileDetailResponse), 404: 'Item not found' },
  });
}

/** POST /api/agent-profiles/{name} */
export function ApiSaveAgentProfile(): MethodDecorator {
  return Operation({
    id: 'save_agent_profile_api_agent_profiles__name__post',
    summary: 'Save Agent Profile',
    description: 'Keep an agent profile, or replace it.',
    tags: TAGS,
    path: PROFILE,
    body: AnyAgentProfile,
    answers: { 201: ref(ProfileMutationResponse), 409: 'Too many profiles' },
  });
}

/** DELETE /api/agent-profiles/{name} */
export function ApiDeleteAgentProfile(): MethodDecorator {
  return Operation({
    id: 'delete_agent_profile_api_agent_profiles__name__delete',
    summary: 'Delete Agent Profile',
    description: 'Forget an agent profile.',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(ProfileMutationResponse) },
  });
}

/** POST /api/agent-profiles/{name}/rename */
export function ApiRenameAgentProfile(): MethodDecorator {
  return Operation({
    id: 'rename_agent_profile_api_agent_profiles__name__rename_post',
    summary: 'Rename Agent Profile',
    description: 'Rename an agent profile.',
    tags: TAGS,
    path: PROFILE,
    body: RenameProfileRequest,
    answers: { 200: ref(ProfileMutationResponse), 404: 'Item not found', 409: 'The name is taken' },
  });
}

/** POST /api/agent-profiles/{profile_id}/activate */
export function ApiActivateAgentProfile(): MethodDecorator {
  return Operation({
    id: 'activate_agent_profile_api_agent_profiles__profile_id__activate_post',
    summary: 'Activate Agent Profile',
    description: 'Point at an agent profile, by its id.',
    tags: TAGS,
    path: { profile_id: text({ minLength: 1, maxLength: 128 }) },
    answers: { 200: ref(ActivateAgentProfileResponse), 404: 'Item not found' },
  });
}

/** POST /api/agent-profiles/{name}/materialize */
export function ApiMaterializeAgentProfile(): MethodDecorator {
  return Operation({
    id: 'materialize_agent_profile_api_agent_profiles__name__materialize_post',
    summary: 'Materialize Agent Profile',
    description: 'What an agent made of the profile would have, and what stands in the way.',
    tags: TAGS,
    path: PROFILE,
    body: MaterializeAgentProfileRequest,
    answers: { 200: ref(AgentProfileDiagnostics), 404: 'Item not found' },
  });
}
