import { Field, flag, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { CanvasExtensionManifest } from './manifest.js';

@Model()
export class InstallCanvasExtensionRequest {
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
export class InstalledCanvasExtensionResponse {
  @Field(text()) readonly name!: string;
  @Field(text({ default: '' })) readonly version!: string;
  @Field(text({ default: '' })) readonly description!: string;
  @Field(flag({ default: false })) readonly enabled!: boolean;
  @Field(text()) readonly source!: string;
  /** Branch, tag or commit that was asked for; null: what the repository shows first. */
  @Field(nullable(text())) readonly requested_ref!: string | null;
  /** Commit that is installed. */
  @Field(nullable(text())) readonly resolved_ref!: string | null;
  @Field(nullable(text())) readonly repo_path!: string | null;
  /** ISO 8601, UTC. */
  @Field(text()) readonly installed_at!: string;
  @Field(text()) readonly install_path!: string;
  /** Null when it cannot be read any more. */
  @Field(nullable(ref(CanvasExtensionManifest))) readonly manifest!: CanvasExtensionManifest | null;
}

@Model()
export class InstalledCanvasExtensionsListResponse {
  @Field(listOf(ref(InstalledCanvasExtensionResponse))) readonly canvas_extensions!: InstalledCanvasExtensionResponse[];
}

@Model()
export class UpdateCanvasExtensionStateRequest {
  @Field(flag()) readonly enabled!: boolean;
}

@Model()
export class UpdateCanvasExtensionStateResponse {
  @Field(text()) readonly name!: string;
  @Field(flag()) readonly enabled!: boolean;
}

@Model()
export class UninstallCanvasExtensionResponse {
  @Field(text()) readonly message!: string;
}
