import { Field, flag, integer, listOf, Model, nullable, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { PROFILE_NAME } from './settings/settings.js';

/** A sort of tasks, and the model that is to do them. */
@Model()
export class MetaProfileClass {
  @Field(text()) readonly description!: string;
  /** Name of an LLM profile. */
  @Field(text()) readonly model!: string;
}

/** Which of several models a task is for, and how that is found out. */
@Model()
export class MetaProfile {
  /** Name of the LLM profile that decides. */
  @Field(text()) readonly classifier_model!: string;
  @Field(listOf(ref(MetaProfileClass)), { initial: () => [] }) readonly classes!: MetaProfileClass[];
  /** Asks for the model itself instead of a class. */
  @Field(nullable(text())) readonly prompt_template?: string | null;
  @Field(nullable(text())) readonly model_table?: string | null;
}

@Model()
export class MetaProfileInfo {
  @Field(text()) readonly name!: string;
  @Field(nullable(text())) readonly classifier_model!: string | null;
  @Field(integer({ default: 0 })) readonly num_classes!: number;
}

@Model()
export class MetaProfileListResponse {
  @Field(listOf(ref(MetaProfileInfo))) readonly meta_profiles!: MetaProfileInfo[];
  @Field(nullable(text())) readonly active_meta_profile!: string | null;
}

@Model()
export class MetaProfileDetailResponse {
  @Field(text()) readonly name!: string;
  @Field(ref(MetaProfile)) readonly config!: MetaProfile;
}

@Model()
export class MetaProfileMutationResponse {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly message!: string;
}

@Model()
export class ActivateMetaProfileResponse {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly message!: string;
  /** False: agents of the kind that the settings name cannot change their model so, and nothing is active. */
  @Field(flag({ default: true })) readonly applied!: boolean;
}

const TAGS = ['Meta-profiles'];
const PROFILE = { name: text({ pattern: PROFILE_NAME }) };

/** GET /api/meta-profiles */
export function ApiListMetaProfiles(): MethodDecorator {
  return Operation({
    id: 'list_meta_profiles_api_meta_profiles_get',
    summary: 'List Meta Profiles',
    tags: TAGS,
    answers: { 200: ref(MetaProfileListResponse) },
  });
}

/** GET /api/meta-profiles/{name} */
export function ApiGetMetaProfile(): MethodDecorator {
  return Operation({
    id: 'get_meta_profile_api_meta_profiles__name__get',
    summary: 'Get Meta Profile',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(MetaProfileDetailResponse), 404: 'No such meta-profile' },
  });
}

/** POST /api/meta-profiles/{name} */
export function ApiSaveMetaProfile(): MethodDecorator {
  return Operation({
    id: 'save_meta_profile_api_meta_profiles__name__post',
    summary: 'Save Meta Profile',
    description: 'Save a meta-profile, also over one of the same name.',
    tags: TAGS,
    path: PROFILE,
    body: MetaProfile,
    answers: { 201: ref(MetaProfileMutationResponse), 409: 'There are too many' },
  });
}

/** DELETE /api/meta-profiles/{name} */
export function ApiDeleteMetaProfile(): MethodDecorator {
  return Operation({
    id: 'delete_meta_profile_api_meta_profiles__name__delete',
    summary: 'Delete Meta Profile',
    description: 'Delete a meta-profile. One that does not exist counts as deleted.',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(MetaProfileMutationResponse) },
  });
}

/** POST /api/meta-profiles/{name}/activate */
export function ApiActivateMetaProfile(): MethodDecorator {
  return Operation({
    id: 'activate_meta_profile_api_meta_profiles__name__activate_post',
    summary: 'Activate Meta Profile',
    description: 'Have the agents of new conversations find their model by this meta-profile.',
    tags: TAGS,
    path: PROFILE,
    answers: { 200: ref(ActivateMetaProfileResponse), 404: 'No such meta-profile' },
  });
}
