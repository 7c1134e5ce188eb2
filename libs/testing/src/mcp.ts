/** Apart from the rest, because the protocol's package takes a while to load. */
export { AuthorizationServer } from './mcp/authorization-server.js';
export { McpHttpServer, type McpAccess } from './mcp/mcp-http-server.js';
export { createTestMcpServer, testMcpProgram } from './mcp/test-mcp-server.js';
