import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import {
  ApiTestMcpServer,
  MCPTestRequest,
  type MCPTestFailure,
  type MCPTestSuccess,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { MCP_PROBE } from '../../tokens.js';
import { revealing } from '../settings/reveal.js';
import { changeSecrets } from '../settings/secret-places.js';
import { SecretTokens } from '../settings/secret-tokens.js';
import type { McpProbe } from './mcp-probe.js';
import { mcpSpecsOf } from './mcp-specs.js';

/** Servers of the Model Context Protocol, before they are put into the settings. */
@Controller(onAgentServer('api/mcp'))
export class McpController {
  constructor(
    @Inject(MCP_PROBE) private readonly probe: McpProbe,
    private readonly tokens: SecretTokens,
  ) {}

  @Post('test')
  @HttpCode(200)
  @ApiTestMcpServer()
  async test(
    @JsonBody(MCPTestRequest) { name, server, timeout, tool_call: call }: MCPTestRequest,
  ): Promise<MCPTestSuccess | MCPTestFailure> {
    const at = ['body', 'server'];
    const revealed = changeSecrets({ mcp_config: { server: { ...server } } }, revealing(this.tokens, at));
    const { server: spec } = mcpSpecsOf(revealed.mcp_config, at);
    if (!spec) throw new Error('A server that is tested is always switched on.');
    const calledName = name.trim() || 'test-server';
    return this.probe({ name: calledName, server: spec, timeoutMs: timeout * 1000, ...(call && { toolCall: call }) });
  }
}
