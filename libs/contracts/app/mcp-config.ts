import { Field, listOf, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import {
  argumentsFromLine,
  commandComplaint,
  nameComplaint,
  serversFromUrls,
  trimmed,
  urlComplaint,
  variablesFromText,
} from './mcp-rules.js';

const NO_SERVERS = (): never[] => [];

@Model({
  description:
    'Configuration for a single MCP server.\n\nAttributes:\n    url: The server URL\n    api_key: Optional API key for authentication',
})
export class MCPSSEServerConfig {
  @Field(text(), { before: trimmed, check: urlComplaint }) readonly url!: string;
  @Field(nullable(text())) readonly api_key?: string | null;
}

@Model({
  description:
    'Configuration for a MCP server that uses stdio.\n\nAttributes:\n    name: The name of the server\n    command: The command to run the server\n    args: The arguments to pass to the server\n    env: The environment variables to set for the server',
})
export class MCPStdioServerConfig {
  @Field(text(), { before: trimmed, check: nameComplaint }) readonly name!: string;
  @Field(text(), { before: trimmed, check: commandComplaint }) readonly command!: string;
  @Field(listOf(text()), { before: argumentsFromLine, initial: () => [] }) readonly args!: string[];
  @Field(mapOf(text()), { before: variablesFromText, initial: () => ({}) }) readonly env!: Record<string, string>;
}

@Model()
export class MCPSHTTPServerConfig {
  @Field(text(), { before: trimmed, check: urlComplaint }) readonly url!: string;
  @Field(nullable(text())) readonly api_key?: string | null;
}

@Model({
  additionalProperties: false,
  description:
    'Configuration for MCP (Message Control Protocol) settings.\n\nAttributes:\n    sse_servers: List of MCP SSE server configs\n    stdio_servers: List of MCP stdio server configs. These servers will be added to the MCP Router running inside runtime container.\n    shttp_servers: List of MCP HTTP server configs.',
})
export class MCPConfig {
  @Field(listOf(ref(MCPSSEServerConfig)), { before: serversFromUrls, initial: NO_SERVERS })
  readonly sse_servers!: MCPSSEServerConfig[];
  @Field(listOf(ref(MCPStdioServerConfig)), { initial: NO_SERVERS }) readonly stdio_servers!: MCPStdioServerConfig[];
  @Field(listOf(ref(MCPSHTTPServerConfig)), { before: serversFromUrls, initial: NO_SERVERS })
  readonly shttp_servers!: MCPSHTTPServerConfig[];
}
