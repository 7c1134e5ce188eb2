import type { ConversationRecord, McpServers } from '@openhands-nest/agent-ports';

/** How keys of the one search service begin that 0.53 knows. */
const KEY_START = 'tvly-';

/**
 * The MCP server that searches the web, for conversations of the OpenHands API, as long as a key for it is saved. It is in a header, since
 * addresses are shown in errors.
 */
export function searchMcpServer({ spec }: ConversationRecord, key: string | null | undefined, url: string): McpServers {
  if (spec.trigger === undefined || !key?.startsWith(KEY_START)) return {};
  return { tavily: { transport: 'http', url, headers: { Authorization: `Bearer ${key}` } } };
}
