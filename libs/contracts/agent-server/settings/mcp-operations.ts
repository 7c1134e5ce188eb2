import { Operation, ref, text } from '@openhands-nest/contracts/schema';
import { MCPOAuthCallbackRequest, MCPOAuthStartResponse, MCPOAuthStatusResponse } from './mcp-oauth.js';
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

const JOB = { job_id: text() };

/** POST /api/mcp/oauth/start */
export function ApiStartMcpOAuth(): MethodDecorator {
  return Operation({
    id: 'start_mcp_oauth_api_mcp_oauth_start_post',
    summary: 'Start an MCP OAuth install probe',
    description: 'Begins the sign-in to a server and answers where a person has to agree. Nothing is stored.',
    tags: ['MCP'],
    body: MCPTestRequest,
    answers: { 200: ref(MCPOAuthStartResponse), 400: 'The server is not described as one with a sign-in by OAuth' },
  });
}

/** GET /api/mcp/oauth/status/{job_id} */
export function ApiMcpOAuthStatus(): MethodDecorator {
  return Operation({
    id: 'get_mcp_oauth_status_api_mcp_oauth_status__job_id__get',
    summary: 'Get an MCP OAuth install probe status',
    description: 'How far a sign-in has come; at its end the state to be kept as `auth.state` of the server.',
    tags: ['MCP'],
    path: JOB,
    answers: { 200: ref(MCPOAuthStatusResponse), 404: 'Item not found' },
  });
}

/** POST /api/mcp/oauth/callback/{job_id} */
export function ApiSubmitMcpOAuthCallback(): MethodDecorator {
  return Operation({
    id: 'submit_mcp_oauth_callback_api_mcp_oauth_callback__job_id__post',
    summary: 'Submit an MCP OAuth callback URL',
    description: 'For a browser on another machine: the address that it could not open, with what it says.',
    tags: ['MCP'],
    path: JOB,
    body: MCPOAuthCallbackRequest,
    answers: {
      200: ref(MCPOAuthStatusResponse),
      400: 'The address is not the one that was waited for',
      404: 'Item not found',
      409: 'Nothing is waited for yet',
    },
  });
}
