import { anyObject, Field, flag, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { InstalledSkillResponse, InstallSkillRequest } from './skills.js';

@Model()
export class PluginsRequest {
  @Field(flag({ default: true })) readonly load_user!: boolean;
  @Field(flag({ default: true })) readonly load_project!: boolean;
  /** Absolute path of a project on the server. */
  @Field(nullable(text())) readonly project_dir?: string | null;
}

@Model()
export class PluginSkillSummary {
  @Field(text()) readonly name!: string;
  @Field(nullable(text())) readonly description!: string | null;
}

@Model()
export class PluginInfo {
  @Field(text()) readonly name!: string;
  @Field(text({ default: '' })) readonly version!: string;
  @Field(text({ default: '' })) readonly description!: string;
  @Field(text({ default: '' })) readonly path!: string;
  /** Its commands among them. */
  @Field(listOf(ref(PluginSkillSummary)), { initial: () => [] }) readonly skills!: PluginSkillSummary[];
  /** Relative to its folder. */
  @Field(listOf(text()), { initial: () => [] }) readonly files!: string[];
}

@Model()
export class PluginsResponse {
  @Field(listOf(ref(PluginInfo))) readonly plugins!: PluginInfo[];
}

@Model()
export class InstallPluginRequest extends InstallSkillRequest {}

@Model()
export class FetchPluginRequest {
  /** May name secrets as `${NAME}`. */
  @Field(text({ minLength: 1 })) readonly source!: string;
  @Field(nullable(text())) readonly ref?: string | null;
  @Field(nullable(text())) readonly repo_path?: string | null;
  @Field(anyObject(), { initial: () => ({}) }) readonly secrets!: Record<string, unknown>;
  /** Seconds. */
  @Field(integer({ minimum: 1, maximum: 600, default: 60 })) readonly timeout!: number;
}

@Model()
export class FetchPluginResponse {
  @Field(text()) readonly path!: string;
  @Field(nullable(text()), { required: true }) readonly resolved_ref!: string | null;
  @Field(text()) readonly source!: string;
  @Field(nullable(text()), { required: true }) readonly repo_path!: string | null;
  /** Its plugin.json. */
  @Field(anyObject()) readonly manifest!: Record<string, unknown>;
  @Field(listOf(text())) readonly skills!: string[];
  @Field(listOf(text())) readonly commands!: string[];
}

@Model()
export class InstalledPluginResponse extends InstalledSkillResponse {
  /** Null when the plugin cannot be read any more. */
  @Field(nullable(listOf(ref(PluginSkillSummary)))) readonly skills!: PluginSkillSummary[] | null;
  @Field(nullable(listOf(text()))) readonly files!: string[] | null;
}

@Model()
export class InstalledPluginsListResponse {
  @Field(listOf(ref(InstalledPluginResponse))) readonly plugins!: InstalledPluginResponse[];
}

@Model()
export class UpdatePluginStateRequest {
  @Field(flag()) readonly enabled!: boolean;
}

@Model()
export class UpdatePluginStateResponse {
  @Field(text()) readonly name!: string;
  @Field(flag()) readonly enabled!: boolean;
}

@Model()
export class UninstallPluginResponse {
  @Field(text()) readonly message!: string;
}

@Model()
export class UpdatePluginResponse {
  @Field(text()) readonly message!: string;
  @Field(ref(InstalledPluginResponse)) readonly plugin!: InstalledPluginResponse;
}

@Model()
export class MarketplacePluginInfo {
  @Field(text()) readonly name!: string;
  @Field(nullable(text()), { required: true }) readonly description!: string | null;
  @Field(text()) readonly source!: string;
  @Field(nullable(text())) readonly ref!: string | null;
  @Field(nullable(text())) readonly repo_path!: string | null;
  @Field(flag()) readonly installed!: boolean;
  /** Its folder, when it lies in the marketplace itself. */
  @Field(nullable(text())) readonly path!: string | null;
  @Field(nullable(listOf(ref(PluginSkillSummary)))) readonly skills!: PluginSkillSummary[] | null;
  @Field(nullable(listOf(text()))) readonly files!: string[] | null;
}

@Model()
export class PluginsMarketplaceResponse {
  @Field(listOf(ref(MarketplacePluginInfo))) readonly plugins!: MarketplacePluginInfo[];
}

@Model()
export class LoadPluginRequest {
  /** Name of a plugin, with `@` and the name of a marketplace behind it when several list it. */
  @Field(text()) readonly plugin_ref!: string;
}
