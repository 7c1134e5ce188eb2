import { join } from 'node:path';
import type { WorkspaceProvider } from '@openhands-nest/agent-ports';
import { McpConnection, McpProblem } from '@openhands-nest/agent-tools';
import type { McpProbe, McpProbeRequest } from '../agent-server-api/mcp/mcp-probe.js';

/** The workspace of tests: one for all of them, so that what one has downloaded is there for the next. */
const NAME = 'mcp-tests';

/** Tries servers where they would work later: programs are started inside a workspace. */
export function mcpProbe(workspaces: WorkspaceProvider, workspacesDirectory: string): McpProbe {
  return async (request) => {
    const opening = once(() => workspaces.open({ conversationId: NAME, directory: join(workspacesDirectory, NAME) }));
    const times = { connectMs: request.timeoutMs, callMs: request.timeoutMs };
    const connection = new McpConnection(request.name, request.server, opening.get, times, request.authorization);
    try {
      return await probe(connection, request);
    } catch (error) {
      if (!(error instanceof McpProblem)) throw error;
      const sentence = `The MCP server ${request.name} cannot be used. ${error.message}`;
      return { ok: false, error: sentence, error_kind: error.kind };
    } finally {
      await connection.close();
      await (await opening.made())?.close();
    }
  };
}

async function probe(connection: McpConnection, { toolCall }: McpProbeRequest) {
  const { signal } = new AbortController();
  const tools = (await connection.listTools(signal)).map(({ name }) => name);
  if (!toolCall) return { ok: true as const, tools };
  if (!tools.includes(toolCall.name))
    return { ok: true as const, tools, tool_result: unknownTool(toolCall.name, tools) };
  return {
    ok: true as const,
    tools,
    tool_result: await callOnce(connection, toolCall.name, toolCall.arguments, signal),
  };
}

/** The server has been reached, so a call without an answer is only a call that failed. */
async function callOnce(
  connection: McpConnection,
  name: string,
  arguments_: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) {
  try {
    const { content, isError } = await connection.callTool(name, arguments_, signal);
    const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
    return { is_error: isError === true, text: texts.join('\n') };
  } catch (error) {
    if (!(error instanceof McpProblem)) throw error;
    return { is_error: true, text: `The tool ${name} gave no result. ${error.message}` };
  }
}

function unknownTool(name: string, tools: readonly string[]) {
  return { is_error: true, text: `The server has no tool ${name}. It has: ${tools.join(', ') || 'none'}.` };
}

function once<T>(make: () => Promise<T>) {
  let made: Promise<T> | undefined;
  return {
    get: () => (made ??= make()),
    made: () => made?.catch(() => undefined),
  };
}
