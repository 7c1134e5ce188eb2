import { Field, flag, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import type { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { ProviderTypeModel } from '../enums.js';

/** Whose token it is. */
@Model()
export class User {
  @Field(text()) readonly id!: string;
  @Field(text()) readonly login!: string;
  @Field(text()) readonly avatar_url!: string;
  @Field(nullable(text())) readonly company!: string | null;
  @Field(nullable(text())) readonly name!: string | null;
  @Field(nullable(text())) readonly email!: string | null;
}

@Model()
export class Repository {
  @Field(text()) readonly id!: string;
  /** `owner/name`. */
  @Field(text()) readonly full_name!: string;
  @Field(ref(ProviderTypeModel)) readonly git_provider!: ProviderType;
  @Field(flag()) readonly is_public!: boolean;
  @Field(nullable(integer())) readonly stargazers_count!: number | null;
  /** On the first repository of a page: a Link header whose `rel="next"` names the next page. */
  @Field(nullable(text())) readonly link_header!: string | null;
  /** ISO 8601. */
  @Field(nullable(text())) readonly pushed_at!: string | null;
  /** `user` or `organization`. */
  @Field(nullable(text())) readonly owner_type!: string | null;
  @Field(nullable(text())) readonly main_branch!: string | null;
}

@Model()
export class Branch {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly commit_sha!: string;
  @Field(flag()) readonly protected!: boolean;
  /** ISO 8601. */
  @Field(nullable(text())) readonly last_push_date!: string | null;
}

@Model()
export class MicroagentResponse {
  @Field(text()) readonly name!: string;
  /** From the root of the repository. */
  @Field(text()) readonly path!: string;
  /** When the file was last changed, ISO 8601. */
  @Field(text()) readonly created_at!: string;
}

@Model()
export class MicroagentContentResponse {
  /** Without its front matter. */
  @Field(text()) readonly content!: string;
  @Field(text()) readonly path!: string;
  @Field(listOf(text()), { initial: () => [] }) readonly triggers!: string[];
  @Field(nullable(text())) readonly git_provider!: string | null;
}

@Model()
export class InstallationsQuery {
  @Field(ref(ProviderTypeModel)) readonly provider!: ProviderType;
}

@Model()
export class RepositoriesQuery {
  @Field(text({ default: 'pushed' })) readonly sort!: string;
  @Field(nullable(ref(ProviderTypeModel))) readonly selected_provider?: ProviderType | null;
  @Field(nullable(integer({ minimum: 1 }))) readonly page?: number | null;
  @Field(nullable(integer({ minimum: 1, maximum: 100 }))) readonly per_page?: number | null;
  @Field(nullable(text())) readonly installation_id?: string | null;
}

@Model()
export class RepositorySearchQuery {
  @Field(text()) readonly query!: string;
  @Field(integer({ minimum: 1, maximum: 100, default: 5 })) readonly per_page!: number;
  @Field(text({ default: 'stars' })) readonly sort!: string;
  @Field(text({ default: 'desc' })) readonly order!: string;
  @Field(nullable(ref(ProviderTypeModel))) readonly selected_provider?: ProviderType | null;
}

@Model()
export class BranchesQuery {
  @Field(text()) readonly repository!: string;
}

@Model()
export class MicroagentContentQuery {
  @Field(text()) readonly file_path!: string;
}
