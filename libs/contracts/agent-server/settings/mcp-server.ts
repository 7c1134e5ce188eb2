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
  text,
  type Schema,
} from '@openhands-nest/contracts/schema';

const SECRET: Schema = text({ format: 'password' });

@Model()
export class MCPNoneAuthCredential {
  @Field(literal('none')) readonly strategy!: 'none';
}

@Model()
export class MCPApiKeyAuthCredential {
  @Field(literal('api_key')) readonly strategy!: 'api_key';
  @Field(nullable(SECRET)) readonly value?: string | null;
  @Field(nullable(text())) readonly header_name?: string | null;
}

@Model()
export class MCPBearerAuthCredential {
  @Field(literal('bearer')) readonly strategy!: 'bearer';
  @Field(nullable(SECRET)) readonly value?: string | null;
}

@Model()
export class MCPBasicAuthCredential {
  @Field(literal('basic')) readonly strategy!: 'basic';
  @Field(text()) readonly username!: string;
  @Field(nullable(SECRET)) readonly password?: string | null;
}

@Model()
export class MCPHeaderAuthCredential {
  @Field(literal('header')) readonly strategy!: 'header';
  @Field(mapOf(SECRET), { initial: () => ({}) }) readonly headers!: Record<string, string>;
}

@Model()
export class MCPOAuthAuthCredential {
  @Field(literal('oauth2')) readonly strategy!: 'oauth2';
  @Field(nullable(anyObject())) readonly authentication?: Record<string, unknown> | null;
  @Field(nullable(anyObject())) readonly state?: Record<string, unknown> | null;
}

const CREDENTIALS = [
  MCPNoneAuthCredential,
  MCPApiKeyAuthCredential,
  MCPBearerAuthCredential,
  MCPBasicAuthCredential,
  MCPHeaderAuthCredential,
  MCPOAuthAuthCredential,
] as const;
export type MCPAuthCredential = InstanceType<(typeof CREDENTIALS)[number]>;

/** One of the ways of signing in, or null. */
export const MCP_AUTH: Schema = { anyOf: [...CREDENTIALS.map((credential) => ref(credential)), { type: 'null' }] };

/** A server of the Model Context Protocol: a program to start, or an address. What is not set is absent. */
@Model({ additionalProperties: false })
export class MCPServer {
  @Field(nullable(text({ minLength: 1 }))) readonly url?: string | null;
  @Field(nullable(text({ enum: ['stdio', 'http', 'streamable-http', 'sse'] }))) readonly transport?: string | null;
  @Field(nullable(text({ minLength: 1 }))) readonly command?: string | null;
  @Field(nullable(listOf(text()))) readonly args?: string[] | null;
  @Field(nullable(mapOf(SECRET))) readonly env?: Record<string, string> | null;
  @Field(nullable(text())) readonly cwd?: string | null;
  @Field(nullable(mapOf(SECRET))) readonly headers?: Record<string, string> | null;
  @Field(MCP_AUTH) readonly auth?: MCPAuthCredential | null;
  /** Seconds. */
  @Field(nullable(number({ exclusiveMinimum: 0 }))) readonly timeout?: number | null;
  /** Seconds. */
  @Field(nullable(number({ exclusiveMinimum: 0 }))) readonly sse_read_timeout?: number | null;
  @Field(nullable(flag())) readonly keep_alive?: boolean | null;
  @Field(nullable(text())) readonly description?: string | null;
  @Field(nullable(text())) readonly icon?: string | null;
  @Field(flag({ default: true })) readonly enabled!: boolean;
}

/** Changes of an MCP server. Null unsets a field, or one entry of `env` or `headers`. */
@Model({ additionalProperties: false })
export class MCPServerPatch {
  @Field(nullable(text({ minLength: 1 }))) readonly url?: string | null;
  @Field(nullable(text({ enum: ['stdio', 'http', 'streamable-http', 'sse'] }))) readonly transport?: string | null;
  @Field(nullable(text({ minLength: 1 }))) readonly command?: string | null;
  @Field(nullable(listOf(text()))) readonly args?: string[] | null;
  @Field(nullable(mapOf(nullable(SECRET)))) readonly env?: Record<string, string | null> | null;
  @Field(nullable(text())) readonly cwd?: string | null;
  @Field(nullable(mapOf(nullable(SECRET)))) readonly headers?: Record<string, string | null> | null;
  @Field(nullable(anyObject())) readonly auth?: Record<string, unknown> | null;
  @Field(nullable(number({ exclusiveMinimum: 0 }))) readonly timeout?: number | null;
  @Field(nullable(number({ exclusiveMinimum: 0 }))) readonly sse_read_timeout?: number | null;
  @Field(nullable(flag())) readonly keep_alive?: boolean | null;
  @Field(nullable(text())) readonly description?: string | null;
  @Field(nullable(text())) readonly icon?: string | null;
  @Field(nullable(flag())) readonly enabled?: boolean | null;
}

/** What is wrong with a server as a whole, or undefined. */
export function mcpServerComplaint(server: MCPServer): string | undefined {
  const { command, url, transport, auth, headers } = server;
  if (!command && !url) return 'an MCP server needs a command to start, or a url';
  if (transport === 'stdio' && !command) return 'a stdio MCP server needs a command';
  if (transport && transport !== 'stdio' && !url) return `an MCP server over ${transport} needs a url`;
  const namesAuthorization = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'authorization');
  if (auth && auth.strategy !== 'none' && namesAuthorization)
    return 'auth and an Authorization header exclude each other: keep one of them';
  return undefined;
}

/** The same for all servers of a configuration, by name. */
export function mcpConfigComplaint(servers: Readonly<Record<string, MCPServer>>): string | undefined {
  for (const [name, server] of Object.entries(servers)) {
    const complaint = mcpServerComplaint(server);
    if (complaint !== undefined) return `${name}: ${complaint}`;
  }
  return undefined;
}
