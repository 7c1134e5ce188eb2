import type { Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js';
import type { Tool, ToolExecutor } from '@openhands-nest/agent-ports';
import type { MCPToolAction, MCPToolObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { headOf } from '../text/head-and-tail.js';
import { expandDeeply, type Lookup } from './expand-variables.js';
import { checkedArguments, parametersOf } from './mcp-arguments.js';
import type { McpConnection } from './mcp-connection.js';
import { McpProblem } from './mcp-problem.js';
import { mcpFailure, mcpObservation } from './mcp-result.js';

/** Characters of a description that a model is told. */
const MAX_DESCRIPTION = 8_000;

export interface McpToolOptions {
  /** Name under which it is offered. */
  readonly name: string;
  readonly listed: ListedTool;
  readonly connection: McpConnection;
  /** Secrets that a model may name in arguments. Asked at each call. */
  readonly secrets: () => Promise<Lookup>;
}

/** A tool of a server, offered to a model. */
export function mcpTool({
  name,
  listed,
  connection,
  secrets,
}: McpToolOptions): Tool<MCPToolAction, MCPToolObservation> {
  const parameters = parametersOf(listed.inputSchema);
  const hints = listed.annotations;
  return {
    name,
    kinds: { tool: 'MCPToolDefinition', action: ActionKind.McpTool, observation: ObservationKind.McpTool },
    description: headOf(
      listed.description ?? `The tool ${listed.name} of the MCP server ${connection.name}.`,
      MAX_DESCRIPTION,
    ),
    parameters,
    annotations: {
      title: hints?.title ?? listed.title ?? name,
      readOnlyHint: hints?.readOnlyHint ?? false,
      destructiveHint: hints?.destructiveHint ?? true,
      idempotentHint: hints?.idempotentHint ?? false,
      openWorldHint: hints?.openWorldHint ?? true,
    },
    definition: {
      ...(hints ? {} : { annotations: null }),
      ...(listed._meta ? { meta: listed._meta } : {}),
      mcp_tool: { ...listed, name },
    },
    resourceOf: () => (hints?.readOnlyHint === true ? undefined : `mcp:${connection.name}`),
    parse: (values) => ({ kind: ActionKind.McpTool, data: checkedArguments(parameters, values) }),
    createExecutor: () => executor(name, listed.name, connection, secrets),
  };
}

function executor(
  name: string,
  nameThere: string,
  connection: McpConnection,
  secrets: McpToolOptions['secrets'],
): ToolExecutor<MCPToolAction, MCPToolObservation> {
  return {
    async execute({ data }, signal) {
      const arguments_ = expandDeeply(data, await secrets()) as Record<string, unknown>;
      try {
        const result = mcpObservation(name, await connection.callTool(nameThere, arguments_, signal));
        return masked(result, connection);
      } catch (error) {
        if (!(error instanceof McpProblem)) throw error;
        return mcpFailure(name, whatToDo(connection.name, error));
      }
    },
    // The connection belongs to all tools of its server and ends with the conversation's equipment.
    close: async () => undefined,
  };
}

function whatToDo(server: string, { kind, message }: McpProblem): string {
  const advice = {
    timeout: 'Ask for less, or go on without this tool.',
    connection: 'The next call connects again; if that fails too, go on without this server.',
    unknown: 'Change the arguments if the message says how, or go on without this tool.',
  };
  return `The MCP server ${server} could not answer. ${message} ${advice[kind]}`;
}

function masked(observation: MCPToolObservation, connection: McpConnection): MCPToolObservation {
  const content = observation.content.map((part) =>
    part.type === 'text' ? { ...part, text: connection.masked(part.text) } : part,
  );
  return { ...observation, content };
}
