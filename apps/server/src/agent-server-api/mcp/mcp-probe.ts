import type { McpServerSpec } from '@openhands-nest/agent-ports';
import type { McpAuthorization } from '@openhands-nest/agent-tools';
import type { MCPTestFailure, MCPTestSuccess, MCPToolCallSpec } from '@openhands-nest/contracts/agent-server';

export interface McpProbeRequest {
  readonly name: string;
  readonly server: McpServerSpec;
  /** Milliseconds to connect and list tools, and again for the call. */
  readonly timeoutMs: number;
  readonly toolCall?: MCPToolCallSpec;
  readonly authorization?: McpAuthorization;
}

/** Finds out whether a server of the Model Context Protocol can be used. Never rejects because of the server. */
export type McpProbe = (request: McpProbeRequest) => Promise<MCPTestSuccess | MCPTestFailure>;
