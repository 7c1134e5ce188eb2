import {
  NO_EQUIPMENT,
  type Equipment,
  type EquipmentProvider,
  type EquipmentRequest,
  type Logger,
  type McpAddressSpec,
  type McpServers,
  type McpSignIn,
  type Tool,
} from '@openhands-nest/agent-ports';
import { expandServer } from './expand-server.js';
import type { Lookup } from './expand-variables.js';
import { MCP_TIMES, McpConnection, type McpTimes } from './mcp-connection.js';
import { McpProblem } from './mcp-problem.js';
import { mcpTool } from './mcp-tool.js';
import { offeredName } from './offered-names.js';
import { authorizationOf } from './sign-in/authorization-of.js';
import type { SignInPlace } from './sign-in/sign-in-place.js';

export interface McpEquipmentOptions {
  /** The servers of a conversation. */
  readonly servers: (request: EquipmentRequest) => Promise<McpServers>;
  readonly logger: Logger;
  /** Where the state of a server's sign-in is kept; without it a renewed token is gone with the connection. */
  readonly signInPlace?: (server: McpAddressSpec, signIn: McpSignIn) => Promise<SignInPlace>;
  readonly times?: McpTimes;
}

/** Gives conversations the tools of their MCP servers. A server that does not answer costs its own tools only. */
export function mcpEquipment({
  servers,
  logger,
  signInPlace,
  times = MCP_TIMES,
}: McpEquipmentOptions): EquipmentProvider {
  return {
    async equip(request) {
      const wanted = Object.entries(await servers(request));
      if (wanted.length === 0) return NO_EQUIPMENT;
      const lookup = await lookupOf(request);
      const connections = await Promise.all(
        wanted.map(async ([name, server]) => {
          const expanded = expandServer(server, lookup);
          const authorization = await authorizationOf(expanded, signInPlace);
          return new McpConnection(name, expanded, request.openWorkspace, times, authorization);
        }),
      );
      const parts = await Promise.all(
        connections.map((connection) => toolsOf(connection, request, wanted.length === 1)),
      );
      if (request.signal.aborted) {
        await closeAll(connections);
        throw request.signal.reason;
      }
      return equipmentOf(connections, parts);
    },
  };

  async function toolsOf(connection: McpConnection, request: EquipmentRequest, isOnly: boolean): Promise<Offer> {
    const { record, signal } = request;
    try {
      const listed = await connection.listTools(signal);
      const tools = listed.map((one) => {
        const name = offeredName(connection.name, one.name, isOnly);
        return mcpTool({ name, listed: one, connection, secrets: () => lookupOf(request) });
      });
      return { tools };
    } catch (error) {
      const problem = error instanceof McpProblem ? error.message : String(error);
      if (!signal.aborted)
        logger.warn('A conversation goes on without the tools of an MCP server.', {
          conversationId: record.id,
          server: connection.name,
          problem,
        });
      return { tools: [], missing: connection.name };
    }
  }
}

interface Offer {
  readonly tools: readonly Tool[];
  /** Name of a server that cannot be had. */
  readonly missing?: string;
}

function equipmentOf(connections: readonly McpConnection[], offers: readonly Offer[]): Equipment {
  const missing = offers.flatMap((offer) => offer.missing ?? []);
  return {
    tools: offers.flatMap(({ tools }) => tools),
    instructions:
      missing.length === 0
        ? []
        : [
            `# MCP servers\n\nNot reachable now, so without their tools: ${missing.join(', ')}. Say so if the task needs them.`,
          ],
    close: () => closeAll(connections),
  };
}

async function closeAll(connections: readonly McpConnection[]): Promise<void> {
  await Promise.all(connections.map((connection) => connection.close()));
}

async function lookupOf({ environment }: EquipmentRequest): Promise<Lookup> {
  const secrets = await environment();
  return (name) => (Object.hasOwn(secrets, name) ? secrets[name] : undefined);
}
