import { anyObject, Operation } from '@openhands-nest/contracts/schema';
import { SECURITY_SCHEME } from './document-outline.js';

/** POST /mcp/mcp */
export function ApiServeMcp(): MethodDecorator {
  return Operation({
    id: 'mcp_mcp_post',
    summary: 'MCP server',
    description: 'Messages of the Model Context Protocol over streamable HTTP. Its tools open pull and merge requests.',
    body: anyObject(),
    answers: { 200: anyObject() },
    security: SECURITY_SCHEME,
  });
}
