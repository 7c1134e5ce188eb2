import { Controller, Headers, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiServeMcp } from '@openhands-nest/contracts/app';
import { CHANGE_REQUEST_TOOLS } from './change-request-tools.js';
import { ChangeRequests } from './change-requests.service.js';

/** The server as an MCP server: streamable HTTP without sessions, each request answered by itself. */
@Controller('mcp')
export class AppMcpController {
  constructor(private readonly requests: ChangeRequests) {}

  @Post('mcp')
  @ApiServeMcp()
  async serve(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Headers('x-openhands-serverconversation-id') conversation?: string,
  ): Promise<void> {
    const { StreamableHTTPServerTransport } = await import('@modelcontextprotocol/sdk/server/streamableHttp.js');
    const server = await this.#server(conversation);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    reply.hijack();
    reply.raw.once('close', () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request.raw, reply.raw, request.body);
  }

  async #server(conversation: string | undefined) {
    const { Server } = await import('@modelcontextprotocol/sdk/server/index.js');
    const { CallToolRequestSchema, ListToolsRequestSchema } = await import('@modelcontextprotocol/sdk/types.js');
    const server = new Server({ name: 'openhands-nest', version: '0.1.0' }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: CHANGE_REQUEST_TOOLS.map(({ name, description, inputSchema }) => ({
        name,
        description,
        inputSchema: { ...inputSchema, properties: { ...inputSchema.properties } },
      })),
    }));
    server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      const { text, isError } = await this.requests.call(params.name, params.arguments ?? {}, conversation);
      return { content: [{ type: 'text', text }], isError };
    });
    return server;
  }
}
