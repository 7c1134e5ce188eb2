import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiMcpOAuthStatus,
  ApiStartMcpOAuth,
  ApiSubmitMcpOAuthCallback,
  ApiTestMcpServer,
  MCPOAuthCallbackRequest,
  MCPTestRequest,
  type MCPOAuthStartResponse,
  type MCPOAuthStatusResponse,
  type MCPTestFailure,
  type MCPTestSuccess,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { MCP_PROBE } from '../../tokens.js';
import { revealing } from '../settings/reveal.js';
import { changeSecrets } from '../settings/secret-places.js';
import { SecretTokens } from '../settings/secret-tokens.js';
import type { McpProbe, McpProbeRequest } from './mcp-probe.js';
import { mcpSpecsOf } from './mcp-specs.js';
import { SignInJobs } from './sign-in-jobs.service.js';
import { signInTrial } from './sign-in-trial.js';

/** Servers of the Model Context Protocol, before they are put into the settings. */
@Controller(onAgentServer('api/mcp'))
export class McpController {
  constructor(
    @Inject(MCP_PROBE) private readonly probe: McpProbe,
    private readonly tokens: SecretTokens,
    private readonly signIns: SignInJobs,
  ) {}

  @Post('test')
  @HttpCode(200)
  @ApiTestMcpServer()
  async test(@JsonBody(MCPTestRequest) request: MCPTestRequest): Promise<MCPTestSuccess | MCPTestFailure> {
    const tried = this.probeRequest(request);
    const trial = await signInTrial(tried.server, this.tokens);
    if (!trial) return this.probe(tried);
    const outcome = await this.probe({ ...tried, authorization: trial.authorization });
    const state = await trial.state();
    return outcome.ok && state ? { ...outcome, oauth_state: state } : outcome;
  }

  @Post('oauth/start')
  @HttpCode(200)
  @ApiStartMcpOAuth()
  startSignIn(@JsonBody(MCPTestRequest) request: MCPTestRequest): Promise<MCPOAuthStartResponse> {
    return this.signIns.start(this.probeRequest(request));
  }

  @Get('oauth/status/:job_id')
  @ApiMcpOAuthStatus()
  signInStatus(@Param('job_id') jobId: string): MCPOAuthStatusResponse {
    return this.signIns.status(jobId);
  }

  @Post('oauth/callback/:job_id')
  @HttpCode(200)
  @ApiSubmitMcpOAuthCallback()
  submitCallback(
    @Param('job_id') jobId: string,
    @JsonBody(MCPOAuthCallbackRequest) { callback_url: url }: MCPOAuthCallbackRequest,
  ): Promise<MCPOAuthStatusResponse> {
    return this.signIns.callback(jobId, url);
  }

  /** Secrets may be tokens that the settings gave out. */
  private probeRequest({ name, server, timeout, tool_call: call }: MCPTestRequest): McpProbeRequest {
    const at = ['body', 'server'];
    const revealed = changeSecrets({ mcp_config: { server: { ...server } } }, revealing(this.tokens, at));
    const { server: spec } = mcpSpecsOf(revealed.mcp_config, at);
    if (!spec) throw new Error('A server that is tested is always switched on.');
    const calledName = name.trim() || 'test-server';
    return { name: calledName, server: spec, timeoutMs: timeout * 1000, ...(call && { toolCall: call }) };
  }
}
