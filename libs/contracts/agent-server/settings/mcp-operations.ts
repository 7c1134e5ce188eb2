import { Operation, ref } from '@openhands-nest/contracts/schema';
import { MCPTestFailure, MCPTestRequest, MCPTestSuccess } from './mcp-test.js';

/** POST /api/mcp/test */
export function ApiTestMcpServer(): MethodDecorator {
  return Operation({
    id: 'test_mcp_server_api_mcp_test_post',
    summary: 'Test an MCP server configuration',
    description: 'Connects to a server, lists its tools and leaves it again. Nothing is stored.',
    tags: ['MCP'],
    body: MCPTestRequest,
    answers: {
      200: { anyOf: [ref(MCPTestSuccess), ref(MCPTestFailure)], title: 'Response Test Mcp Server Api Mcp Test Post' },
    },
  });
}
