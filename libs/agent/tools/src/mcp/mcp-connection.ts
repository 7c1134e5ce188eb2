import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js';
import type { McpServerSpec, Workspace } from '@openhands-nest/agent-ports';
import { secretsOf } from './expand-server.js';
import { McpProblem, mcpProblemOf } from './mcp-problem.js';
import { openTransport, type OpenedTransport } from './open-transport.js';
import type { McpAuthorization } from './sign-in/mcp-authorization.js';
import { untilAborted } from './until-aborted.js';

export interface McpTimes {
  /** Milliseconds to connect, and to list the tools. */
  readonly connectMs: number;
  /** Milliseconds of one call, if the server's description sets none. */
  readonly callMs: number;
}

export const MCP_TIMES: McpTimes = { connectMs: 30_000, callMs: 300_000 };

/** Tools of one server, and pages of its list. */
const MAX_TOOLS = 500;
const MAX_PAGES = 50;
/** What streamable HTTP answers when the server does not know the session any more. */
const SESSION_UNKNOWN = 404;

/** One server. Connects when it is first used, and anew at the next use after the connection was lost. */
export class McpConnection {
  private client: Promise<Client> | undefined;
  private opened: OpenedTransport | undefined;
  private readonly closing = new AbortController();

  constructor(
    readonly name: string,
    private readonly server: McpServerSpec,
    private readonly workspace: () => Promise<Workspace>,
    private readonly times: McpTimes = MCP_TIMES,
    private readonly authorization?: McpAuthorization,
  ) {}

  /** @throws McpProblem, and the signal's reason after an abort */
  listTools(signal: AbortSignal): Promise<readonly ListedTool[]> {
    return this.guarded(signal, this.times.connectMs, (within) => this.list(within));
  }

  /** A failure that the tool itself reports is a result. @throws McpProblem, and the signal's reason after an abort */
  callTool(name: string, arguments_: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<CallToolResult> {
    const callMs = this.server.timeoutMs ?? this.times.callMs;
    return this.guarded(signal, callMs, async (within) => {
      try {
        return await this.call(name, arguments_, callMs, within);
      } catch (error) {
        // The call has not been looked at: in a new session it can be made again.
        if ((error as { code?: unknown }).code !== SESSION_UNKNOWN) throw error;
        await this.disconnect();
        return await this.call(name, arguments_, callMs, within);
      }
    });
  }

  /** Text without this server's secrets. */
  masked(text: string): string {
    const secrets = [...secretsOf(this.server), ...(this.authorization?.secrets() ?? [])];
    return secrets.reduce((clean, secret) => clean.replaceAll(secret, '<secret-hidden>'), text);
  }

  async close(): Promise<void> {
    this.closing.abort(new McpProblem('connection', 'It was closed with its conversation.'));
    await this.disconnect();
  }

  private async list(signal: AbortSignal): Promise<readonly ListedTool[]> {
    const { ListToolsResultSchema } = await import('@modelcontextprotocol/sdk/types.js');
    const client = await this.connect();
    const tools: ListedTool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES && tools.length < MAX_TOOLS; page += 1) {
      const request = { method: 'tools/list', params: cursor === undefined ? {} : { cursor } };
      const answer = await client.request(request, ListToolsResultSchema, { signal, timeout: this.times.connectMs });
      tools.push(...answer.tools);
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
    }
    return tools.slice(0, MAX_TOOLS);
  }

  private async call(
    name: string,
    arguments_: Readonly<Record<string, unknown>>,
    timeout: number,
    signal: AbortSignal,
  ): Promise<CallToolResult> {
    const { CallToolResultSchema } = await import('@modelcontextprotocol/sdk/types.js');
    const client = await this.connect();
    const request = { method: 'tools/call', params: { name, arguments: { ...arguments_ } } };
    return client.request(request, CallToolResultSchema, { signal, timeout });
  }

  /** Turns whatever goes wrong into a problem, and makes the next use connect anew when the connection is not to be trusted. */
  private async guarded<T>(
    signal: AbortSignal,
    timeoutMs: number,
    task: (within: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    try {
      return await untilAborted(task(within), within);
    } catch (error) {
      signal.throwIfAborted();
      const problem = mcpProblemOf(within.aborted ? within.reason : error, this.opened?.detail());
      if (problem.kind === 'connection') await this.disconnect();
      throw new McpProblem(problem.kind, this.masked(problem.message));
    }
  }

  private connect(): Promise<Client> {
    if (this.client) return this.client;
    const forget = (): void => {
      if (this.client === client) this.client = undefined;
    };
    const client = this.newClient(forget);
    client.catch(forget);
    this.client = client;
    return client;
  }

  private async newClient(onClose: () => void): Promise<Client> {
    const { connectMs } = this.times;
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(connectMs)]);
    signal.throwIfAborted();
    const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
    const opened = await openTransport(this.server, this.workspace, this.authorization);
    this.opened = opened;
    const client = new Client({ name: 'openhands-nest', version: '0.1.0' });
    try {
      await untilAborted(client.connect(opened.transport, { signal, timeout: connectMs }), signal);
    } catch (error) {
      await opened.transport.close().catch(() => undefined);
      throw error;
    }
    client.onclose = onClose;
    return client;
  }

  private async disconnect(): Promise<void> {
    const { client, opened } = this;
    this.client = undefined;
    try {
      const connected = await client;
      if (connected) await opened?.leave();
      await connected?.close();
    } catch {
      // It was never connected, or is gone already.
    }
  }
}
