import { Field, flag, integer, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

@Model()
export class RuntimeConfig {
  /** Null: the conversation runs where the server does. */
  @Field(nullable(text())) readonly runtime_id!: string | null;
  @Field(text()) readonly session_id!: string;
}

@Model()
export class WebHosts {
  /** Ports by URL under which programs of the workspace can be seen. */
  @Field(mapOf(integer())) readonly hosts!: Record<string, number>;
}

@Model()
export class VSCodeUrl {
  /** Null: there is no editor. */
  @Field(nullable(text())) readonly vscode_url!: string | null;
}

@Model()
export class FeatureFlags {
  @Field(flag()) readonly ENABLE_BILLING!: boolean;
  @Field(flag()) readonly HIDE_LLM_SETTINGS!: boolean;
  @Field(flag()) readonly HIDE_MICROAGENT_MANAGEMENT!: boolean;
}

/** What the frontend asks before anything else. */
@Model()
export class WebClientConfig {
  /** `oss`: nobody has to log in. */
  @Field(text()) readonly APP_MODE!: string;
  @Field(text()) readonly GITHUB_CLIENT_ID!: string;
  /** Empty: no telemetry. */
  @Field(text()) readonly POSTHOG_CLIENT_KEY!: string;
  @Field(ref(FeatureFlags)) readonly FEATURE_FLAGS!: FeatureFlags;
}
