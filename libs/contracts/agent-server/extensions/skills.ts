import { Field, flag, integer, listOf, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

/** Of skills and plugins that are installed: lower-case letters, digits and single hyphens. */
export const EXTENSION_NAME = text({ minLength: 1, maxLength: 255, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });

const DEFAULT_MARKETPLACE = 'marketplaces/default.json';

/** A program that runs beside the agent and can be reached in a browser. */
@Model()
export class ExposedUrl {
  /** Only those whose names begin with `WORKER_` are told to the agent. */
  @Field(text()) readonly name!: string;
  @Field(text()) readonly url!: string;
  @Field(integer()) readonly port!: number;
}

@Model()
export class SandboxConfig {
  @Field(listOf(ref(ExposedUrl)), { initial: () => [] }) readonly exposed_urls!: ExposedUrl[];
}

/** A repository with the skills of an organization. */
@Model()
export class OrgConfig {
  /** The repository that is worked on. */
  @Field(text()) readonly repository!: string;
  @Field(text()) readonly provider!: string;
  /** Address of the repository with the skills; may hold a user and a password, which are kept nowhere. */
  @Field(text()) readonly org_repo_url!: string;
  @Field(text()) readonly org_name!: string;
}

/** A place that lists plugins and skills. */
@Model()
export class MarketplaceRegistration {
  @Field(text()) readonly name!: string;
  /** `github:owner/name`, the address of a git repository, or a path of the server. */
  @Field(text()) readonly source!: string;
  @Field(nullable(text())) readonly ref?: string | null;
  @Field(nullable(text())) readonly repo_path?: string | null;
  /** What of it is loaded without being asked for: all, nothing, or these names. */
  @Field({ anyOf: [flag(), listOf(text())], default: false }) readonly auto_load!: boolean | string[];
}

@Model()
export class SkillsRequest {
  @Field(flag({ default: true })) readonly load_public!: boolean;
  @Field(flag({ default: true })) readonly load_user!: boolean;
  @Field(flag({ default: true })) readonly load_project!: boolean;
  @Field(flag({ default: true })) readonly load_org!: boolean;
  /** File of the public repository that lists what counts; null: everything does. */
  @Field({ ...nullable(text()), default: DEFAULT_MARKETPLACE }) readonly marketplace_path!: string | null;
  @Field(listOf(ref(MarketplaceRegistration)), { initial: () => [] })
  readonly registered_marketplaces!: MarketplaceRegistration[];
  /** Absolute path of a project on the server. */
  @Field(nullable(text())) readonly project_dir?: string | null;
  @Field(nullable(listOf(ref(OrgConfig)))) readonly org_configs?: OrgConfig[] | null;
  @Field(nullable(ref(SandboxConfig))) readonly sandbox_config?: SandboxConfig | null;
}

/** `repo` counts always, `knowledge` when a key word occurs, `agentskills` comes from a SKILL.md. */
const TYPES = ['repo', 'knowledge', 'agentskills'] as const;

@Model()
export class SkillInfo {
  @Field(text()) readonly name!: string;
  @Field(text({ enum: TYPES })) readonly type!: (typeof TYPES)[number];
  @Field(text()) readonly content!: string;
  @Field(listOf(text()), { initial: () => [] }) readonly triggers!: string[];
  @Field(nullable(text())) readonly source!: string | null;
  @Field(nullable(text())) readonly description!: string | null;
  @Field(flag({ default: false })) readonly is_agentskills_format!: boolean;
  @Field(flag({ default: false })) readonly disable_model_invocation!: boolean;
}

@Model()
export class SkillsResponse {
  @Field(listOf(ref(SkillInfo))) readonly skills!: SkillInfo[];
  /** How many came from each source. */
  @Field(mapOf(integer()), { initial: () => ({}) }) readonly sources!: Record<string, number>;
}

@Model()
export class SkillCatalogEntry extends SkillInfo {
  @Field(text({ enum: ['public', 'user'] })) readonly origin!: 'public' | 'user';
}

@Model()
export class SkillCatalogResponse {
  @Field(listOf(ref(SkillCatalogEntry))) readonly skills!: SkillCatalogEntry[];
}

@Model()
export class SyncResponse {
  @Field(text({ enum: ['success', 'error'] })) readonly status!: 'success' | 'error';
  @Field(text()) readonly message!: string;
}

@Model()
export class InstallSkillRequest {
  /** `github:owner/name[/path]`, the address of a git repository, or a path of the server. */
  @Field(text({ minLength: 1 })) readonly source!: string;
  /** Branch, tag or commit. */
  @Field(nullable(text())) readonly ref?: string | null;
  /** Directory in the repository. */
  @Field(nullable(text())) readonly repo_path?: string | null;
  /** Whether one that is installed is replaced. */
  @Field(flag({ default: false })) readonly force!: boolean;
}

@Model()
export class InstalledSkillResponse {
  @Field(text()) readonly name!: string;
  @Field(text({ default: '' })) readonly version!: string;
  @Field(text({ default: '' })) readonly description!: string;
  @Field(flag({ default: true })) readonly enabled!: boolean;
  @Field(text()) readonly source!: string;
  /** Commit that is installed. */
  @Field(nullable(text())) readonly resolved_ref!: string | null;
  @Field(nullable(text())) readonly repo_path!: string | null;
  /** ISO 8601, UTC. */
  @Field(text()) readonly installed_at!: string;
  @Field(text()) readonly install_path!: string;
}

@Model()
export class InstalledSkillsListResponse {
  @Field(listOf(ref(InstalledSkillResponse))) readonly skills!: InstalledSkillResponse[];
}

@Model()
export class UpdateSkillStateRequest {
  @Field(flag()) readonly enabled!: boolean;
}

@Model()
export class UpdateSkillStateResponse {
  @Field(text()) readonly name!: string;
  @Field(flag()) readonly enabled!: boolean;
}

@Model()
export class UninstallSkillResponse {
  @Field(text()) readonly message!: string;
}

@Model()
export class UpdateSkillResponse {
  @Field(text()) readonly message!: string;
  @Field(ref(InstalledSkillResponse)) readonly skill!: InstalledSkillResponse;
}

@Model()
export class MarketplaceSkillInfo {
  @Field(text()) readonly name!: string;
  @Field(nullable(text()), { required: true }) readonly description!: string | null;
  /** What an installation takes as its source. */
  @Field(text()) readonly source!: string;
  @Field(flag()) readonly installed!: boolean;
}

@Model()
export class SkillsMarketplaceResponse {
  @Field(listOf(ref(MarketplaceSkillInfo))) readonly skills!: MarketplaceSkillInfo[];
}
