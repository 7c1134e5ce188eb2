/** Apart from the rest, because the protocol's package takes a while to load. */
export { McpHttpServer } from './mcp/mcp-http-server.js';
export { createTestMcpServer, testMcpProgram } from './mcp/test-mcp-server.js';
