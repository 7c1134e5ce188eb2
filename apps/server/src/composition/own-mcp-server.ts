import type { ConversationRecord, McpServers } from '@openhands-nest/agent-ports';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import type { ServerConfig } from '../config/server-config.js';
import type { SavedTokens } from './git-tokens.js';

/** The server's own MCP server, which opens pull and merge requests, as conversations of 0.53 reach it. */
export class OwnMcpServer {
  #origin: string | undefined;

  constructor(private readonly config: Pick<ServerConfig, 'SESSION_API_KEYS'>) {}

  /** Told when the server listens: before that nobody can reach it. */
  listensAt(origin: string): void {
    this.#origin = origin;
  }

  /** For conversations of the OpenHands API, as long as a token is saved that the tools could use. */
  async serversFor({ id, spec }: ConversationRecord, saved: SavedTokens): Promise<McpServers> {
    const origin = this.#origin;
    if (origin === undefined || spec.trigger === undefined || Object.keys((await saved()) ?? {}).length === 0)
      return {};
    const [key] = this.config.SESSION_API_KEYS;
    const headers = { 'x-openhands-serverconversation-id': toHexId(id), ...(key && { 'x-session-api-key': key }) };
    return { openhands: { transport: 'http', url: `${origin}/mcp/mcp`, headers } };
  }
}
