import {
  anyObject,
  Field,
  flag,
  listOf,
  literal,
  mapOf,
  Model,
  nullable,
  number,
  ref,
  RuleError,
  text,
  type Schema,
} from '@openhands-nest/contracts/schema';
import { MCPOAuthStateResponse } from './mcp-oauth-state.js';
import { MCP_AUTH, type MCPAuthCredential } from './mcp-server.js';

const REMOTE_TYPES = ['http', 'shttp', 'streamable-http', 'sse'] as const;

@Model()
export class StdioMCPServerSpec {
  @Field(literal('stdio', { default: 'stdio' })) readonly type!: 'stdio';
  @Field(text({ minLength: 1, description: 'Program to start.' })) readonly command!: string;
  @Field(listOf(text()), { initial: () => [] }) readonly args!: string[];
  @Field(mapOf(text()), { initial: () => ({}) }) readonly env!: Record<string, string>;
  @Field(nullable(text())) readonly cwd?: string | null;
}

@Model()
export class RemoteMCPServerSpec {
  @Field(text({ enum: REMOTE_TYPES })) readonly type!: (typeof REMOTE_TYPES)[number];
  @Field(text({ minLength: 1 })) readonly url!: string;
  @Field(mapOf(text()), { initial: () => ({}) }) readonly headers!: Record<string, string>;
  @Field(MCP_AUTH) readonly auth?: MCPAuthCredential | null;
  /** Seconds. */
  @Field(nullable(number())) readonly timeout?: number | null;
  /** Seconds. */
  @Field(nullable(number())) readonly sse_read_timeout?: number | null;
  @Field(nullable(flag())) readonly keep_alive?: boolean | null;
}

@Model()
export class MCPToolCallSpec {
  @Field(text({ minLength: 1, description: 'Name of the tool.' })) readonly name!: string;
  @Field(anyObject({ description: 'Handed on as they are.' }), { initial: () => ({}) }) readonly arguments!: Record<
    string,
    unknown
  >;
}

const SERVER: Schema = { anyOf: [ref(StdioMCPServerSpec), ref(RemoteMCPServerSpec)] };

@Model({ description: 'A server to be tried, and perhaps one call of one of its tools.' })
export class MCPTestRequest {
  @Field(text({ minLength: 1, maxLength: 128, default: 'test-server', description: 'What error messages call it.' }))
  readonly name!: string;
  @Field(SERVER, { before: withType }) readonly server!: StdioMCPServerSpec | RemoteMCPServerSpec;
  @Field(number({ exclusiveMinimum: 0, maximum: 120, default: 15, description: 'Seconds to connect and list tools.' }))
  readonly timeout!: number;
  @Field(
    nullable(ref(MCPToolCallSpec), { description: 'A call that changes nothing, to see whether keys are accepted.' }),
  )
  readonly tool_call?: MCPToolCallSpec | null;
}

@Model()
export class MCPToolCallResult {
  @Field(flag()) readonly is_error!: boolean;
  @Field(text({ description: 'All text of the result.' })) readonly text!: string;
}

@Model({ description: 'The server answers.' })
export class MCPTestSuccess {
  @Field(flag({ default: true })) readonly ok!: true;
  @Field(listOf(text()), { initial: () => [] }) readonly tools!: string[];
  @Field(nullable(ref(MCPToolCallResult))) readonly tool_result?: MCPToolCallResult | null;
  @Field(nullable(ref(MCPOAuthStateResponse), { description: 'What came of a sign-in; to be kept as `auth.state`.' }))
  readonly oauth_state?: MCPOAuthStateResponse | null;
}

export const MCP_ERROR_KINDS = ['timeout', 'connection', 'unknown'] as const;

@Model({ description: 'The server cannot be used, which is what a test is to find out.' })
export class MCPTestFailure {
  @Field(flag({ default: false })) readonly ok!: false;
  @Field(text({ description: 'A sentence for people.' })) readonly error!: string;
  @Field(text({ enum: MCP_ERROR_KINDS })) readonly error_kind!: (typeof MCP_ERROR_KINDS)[number];
}

/** The settings say `transport`, or leave it to what else is there. */
function withType(server: unknown): unknown {
  if (typeof server !== 'object' || server === null || Array.isArray(server)) return server;
  const { transport, ...rest } = server as Record<string, unknown>;
  if ('authentication' in rest) throw new RuleError('what an authorization needs belongs into auth.authentication');
  if (rest.type !== undefined) return server;
  return { ...rest, type: transport ?? ('command' in rest ? 'stdio' : 'http') };
}
