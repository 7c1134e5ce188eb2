import { Field, flag, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { MCPOAuthStateResponse } from './mcp-oauth-state.js';
import { MCP_ERROR_KINDS, MCPToolCallResult } from './mcp-test.js';

type ErrorKind = (typeof MCP_ERROR_KINDS)[number];
const ERROR_KIND = nullable(text({ enum: MCP_ERROR_KINDS }));

export const MCP_OAUTH_STATUSES = ['pending', 'authorizing', 'succeeded', 'failed'] as const;
export type MCPOAuthStatus = (typeof MCP_OAUTH_STATUSES)[number];

@Model({ description: 'Where to sign in. Without an address nobody has to, or it failed.' })
export class MCPOAuthStartResponse {
  @Field(flag()) readonly ok!: boolean;
  @Field(nullable(text())) readonly job_id?: string | null;
  @Field(nullable(text())) readonly authorization_url?: string | null;
  @Field(nullable(text({ description: 'A sentence for people.' }))) readonly error?: string | null;
  @Field(ERROR_KIND) readonly error_kind?: ErrorKind | null;
}

@Model({ description: 'How far a sign-in has come.' })
export class MCPOAuthStatusResponse {
  @Field(flag()) readonly ok!: boolean;
  @Field(text({ enum: MCP_OAUTH_STATUSES })) readonly status!: MCPOAuthStatus;
  @Field(text()) readonly job_id!: string;
  @Field(nullable(text())) readonly authorization_url?: string | null;
  @Field(flag({ default: false, description: 'Whether the browser can come back.' })) readonly callback_ready!: boolean;
  @Field(nullable(listOf(text()))) readonly tools?: string[] | null;
  @Field(nullable(ref(MCPToolCallResult))) readonly tool_result?: MCPToolCallResult | null;
  @Field(nullable(ref(MCPOAuthStateResponse))) readonly oauth_state?: MCPOAuthStateResponse | null;
  @Field(nullable(text({ description: 'A sentence for people.' }))) readonly error?: string | null;
  @Field(ERROR_KIND) readonly error_kind?: ErrorKind | null;
}

@Model()
export class MCPOAuthCallbackRequest {
  @Field(text({ minLength: 1, maxLength: 16_384, description: 'The whole address to which the browser was sent.' }))
  readonly callback_url!: string;
}
