import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsBoolean, IsEnum, IsInt, IsNumber, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import type { WebhookSpec } from '../webhooks/webhook-spec.js';

/** How tools are kept apart from the machine. */
export const Sandbox = { Auto: 'auto', Bubblewrap: 'bwrap', Local: 'local' } as const;
export type Sandbox = (typeof Sandbox)[keyof typeof Sandbox];

/** What programs in a jail can reach. */
export const SandboxNetwork = { Host: 'host', None: 'none' } as const;
export type SandboxNetwork = (typeof SandboxNetwork)[keyof typeof SandboxNetwork];

const TRUE = new Set(['1', 'true', 'yes', 'on']);
const FALSE = new Set(['0', 'false', 'no', 'off']);

/** `1`, `true`, `yes`, `on` and their opposites, in any case; anything else stays as it is and is then refused. */
function Flag(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    const text = String(value).toLowerCase();
    return TRUE.has(text) ? true : FALSE.has(text) ? false : value;
  });
}

/** A comma-separated list. */
function List(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    Array.isArray(value)
      ? (value as string[])
      : String(value)
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== ''),
  );
}

/** Everything that the environment decides, read once at start. An empty variable counts as absent. */
export class ServerConfig {
  /** Address to listen on. Anything but loopback needs a session key. */
  @IsString() readonly HOST: string = '127.0.0.1';
  /** TCP port of the OpenHands API; 0 picks a free one. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly PORT: number = 3000;
  /** TCP port of the Agent Server API; 0 picks a free one. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly AGENT_SERVER_PORT: number = 8000;
  /** Origin under which clients reach the OpenHands API, such as `https://agents.example.com`; makes `url` of conversations absolute. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly PUBLIC_URL?: string;

  /** Directory of the database, the secret key and the workspaces. Default: `~/.openhands-nest`. */
  @IsString() readonly DATA_DIR!: string;
  /** Accepted session keys: SESSION_API_KEY, or OH_SESSION_API_KEYS_0, _1 … */
  @IsString({ each: true }) readonly SESSION_API_KEYS: readonly string[] = [];
  /** Encrypts secrets at rest and signs the keys of single conversations. Default: made once in DATA_DIR. */
  @IsOptional() @IsString() readonly OH_SECRET_KEY?: string;
  /** Further web origins that may call the server, comma-separated; localhost on any port always may. */
  @List() @IsString({ each: true }) readonly PERMITTED_CORS_ORIGINS: readonly string[] = [];

  /** Earlier secret keys, a JSON list: what was encrypted under them is encrypted anew at the start. */
  @IsArray() @IsString({ each: true }) readonly OH_PREVIOUS_SECRET_KEYS: readonly string[] = [];
  /** Whether the server waits for `POST /api/init`, which brings what the environment lacks. */
  @Flag() @IsBoolean() readonly OH_DEFERRED_INIT: boolean = false;
  /** Receivers of events: a JSON list of objects with base_url, or OH_WEBHOOKS_0_BASE_URL, OH_WEBHOOKS_0_EVENT_BUFFER_SIZE … */
  @IsArray() readonly OH_WEBHOOKS: readonly WebhookSpec[] = [];

  /** LiteLLM-style name of the model, such as `anthropic/claude-sonnet-4-5`. */
  @IsOptional() @IsString() readonly LLM_MODEL?: string;
  @IsOptional() @IsString() readonly LLM_API_KEY?: string;
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly LLM_BASE_URL?: string;
  /** Attempts of one model call, in total. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(20) readonly LLM_NUM_RETRIES?: number;
  /** Seconds before the second attempt. */
  @IsOptional() @Type(() => Number) @IsNumber() @Min(0) readonly LLM_RETRY_MIN_WAIT?: number;
  /** Seconds between two attempts, at most. */
  @IsOptional() @Type(() => Number) @IsNumber() @Min(0) readonly LLM_RETRY_MAX_WAIT?: number;
  /** Seconds without a sign of life after which a model call counts as failed. */
  @IsOptional() @Type(() => Number) @IsNumber() @Min(0.1) readonly LLM_TIMEOUT?: number;

  /** Address of the server that signs people in to ChatGPT subscriptions, for those who reach it by a gateway of their own. */
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly OPENAI_AUTH_URL: string = 'https://auth.openai.com';
  /** Address of the API that a ChatGPT subscription opens. */
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly OPENAI_SUBSCRIPTION_URL: string = 'https://chatgpt.com/backend-api/codex';

  /** `auto`: a jail where one works; `bwrap`: a jail, or no start; `local`: no jail. */
  @IsEnum(Sandbox) readonly SANDBOX: Sandbox = Sandbox.Auto;
  /** `host`: jailed programs share the machine's network, loopback included; `none`: they have none. */
  @IsEnum(SandboxNetwork) readonly SANDBOX_NETWORK: SandboxNetwork = SandboxNetwork.Host;
  /** Absolute paths, comma-separated, that stay readable in a jail although something around them is hidden. */
  @List() @IsString({ each: true }) readonly SANDBOX_READ_PATHS: readonly string[] = [];
  /** Whether conversations may clone from a local path or a file:// URL. */
  @Flag() @IsBoolean() readonly ALLOW_LOCAL_REPOSITORIES: boolean = false;
  /** Whether agents of the OpenHands API have a browser, on a machine with a Chromium. */
  @Flag() @IsBoolean() readonly AGENT_ENABLE_BROWSING: boolean = true;
  /** Directory of the user's own skills, plugins and memory. Default: `~/.openhands`. */
  @IsOptional() @IsString() readonly OH_PERSISTENCE_DIR?: string;
  /** Address, of an origin of its own, under which browsers reach the programs of GUI extensions. Default: they reach none. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly OH_APP_BACKEND_PUBLIC_URL?: string;
  /** Whether `X-Forwarded-Proto` and `X-Forwarded-Host` say where such a request went: only behind a proxy that sets them itself. */
  @Flag() @IsBoolean() readonly OH_TRUST_FORWARDED_HEADERS: boolean = false;
  /** Address of the repository of public skills and plugins. */
  @IsString() readonly EXTENSIONS_URL: string = 'https://github.com/OpenHands/extensions';
  /** Branch, tag or commit of it. Default: its main branch. */
  @IsOptional() @IsString() readonly EXTENSIONS_REF?: string;
  /** A copy of it on the disk, which is used instead. */
  @IsOptional() @IsString() readonly EXTENSIONS_PATH?: string;
  /** Address of the MCP server of Tavily, which searches the web with the `search_api_key` of the settings. */
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly SEARCH_MCP_URL: string = 'https://mcp.tavily.com/mcp';
  @IsOptional() @IsString() readonly GITHUB_TOKEN?: string;
  @IsOptional() @IsString() readonly GITLAB_TOKEN?: string;
  @IsOptional() @IsString() readonly BITBUCKET_TOKEN?: string;

  /** Steps of one run, at most. */
  @Type(() => Number) @IsInt() @Min(1) readonly MAX_ITERATIONS: number = Limits.MAX_ITERATIONS;
  /** Seconds that one run may take. Default: no limit. */
  @IsOptional() @Type(() => Number) @IsNumber() @Min(1) @Max(2_000_000) readonly MAX_RUN_SECONDS?: number;
  /** US dollars that one conversation may cost. Default: no limit. */
  @IsOptional() @Type(() => Number) @IsNumber() @Min(0) readonly MAX_BUDGET_PER_TASK?: number;
  /** Whether the model gives conversations their titles; without it the first message does. */
  @Flag() @IsBoolean() readonly AUTO_TITLES: boolean = true;
  /** Whether runs that a dead server left behind go on at the next start. */
  @Flag() @IsBoolean() readonly RESUME_RUNS: boolean = true;
  /** Seconds after which commands of /api/bash and their outputs are forgotten. Default: when there are too many. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) readonly OH_BASH_EVENTS_RETENTION_SECONDS?: number;
  /** Milliseconds for which a socket may take nothing before its reader is cut off. */
  @Type(() => Number) @IsInt() @Min(100) readonly SOCKET_STALL_MS: number = 30_000;
  /** Whether the ready server also prints one line of JSON with its URLs, for programs that start it. */
  @Flag() @IsBoolean() readonly READY_JSON: boolean = false;
}
