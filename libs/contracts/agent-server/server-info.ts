import { Field, integer, listOf, Model, nullable, number, text } from '@openhands-nest/contracts/schema';

/** What a client asks first: clients gate their features on `version`. */
@Model()
export class ServerInfo {
  /** Seconds since the process started. */
  @Field(integer()) readonly uptime!: number;
  /** Seconds since the last event or command. */
  @Field(integer()) readonly idle_time!: number;
  @Field(text({ default: 'OpenHands Agent Server' })) readonly title!: string;
  /** Protocol level, strictly `major.minor.patch`. */
  @Field(text()) readonly version!: string;
  @Field(text()) readonly sdk_version!: string;
  @Field(text()) readonly tools_version!: string;
  @Field(text()) readonly workspace_version!: string;
  @Field(text()) readonly build_git_sha!: string;
  @Field(text()) readonly build_git_ref!: string;
  @Field(text()) readonly python_version!: string;
  /** Names of the tools that agents here can have. */
  @Field(listOf(text())) readonly usable_tools!: string[];
  @Field(nullable(number())) readonly runtime_idle_timeout_seconds!: number | null;
  /** What conversations run in. */
  @Field(text({ default: 'local' })) readonly conversation_runtime!: string;
  /** Runtimes that a new conversation may choose; empty: only the one above. */
  @Field(listOf(text())) readonly available_conversation_runtimes!: string[];
  /** Optional protocol features that this server has. */
  @Field(listOf(text())) readonly capabilities!: string[];
  @Field(nullable(text())) readonly app_backend_ingress_url!: string | null;
  @Field(nullable(number())) readonly max_foreground_terminal_timeout_seconds!: number | null;
  @Field(text({ default: '/docs' })) readonly docs!: string;
  @Field(text({ default: '/redoc' })) readonly redoc!: string;
}

@Model()
export class ServerStatus {
  /** `ok`; of readiness `ready` or `initializing`. */
  @Field(text()) readonly status!: string;
  @Field(text(), { required: false }) readonly message?: string;
}
