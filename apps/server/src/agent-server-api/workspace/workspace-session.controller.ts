import { Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiCreateWorkspaceSession, ApiDeleteWorkspaceSession } from '@openhands-nest/contracts/agent-server';
import { headerOf } from '../../http/access/access-policy.js';
import { workspaceCookies } from '../../http/access/workspace-session.js';
import { AGENT_SERVER_PREFIX, onAgentServer } from '../../surfaces.js';

/** Both places at which browsers find the files: on the Agent Server's own port, and beside the OpenHands API. */
const PREFIXES = ['', AGENT_SERVER_PREFIX];

/** Lets a browser open files of workspaces by itself, such as images of a page. */
@Controller(onAgentServer('api/auth/workspace-session'))
export class WorkspaceSessionController {
  @Post()
  @HttpCode(204)
  @ApiCreateWorkspaceSession()
  create(@Req() { raw }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('set-cookie', workspaceCookies(raw, headerOf(raw) ?? '', PREFIXES));
  }

  @Delete()
  @HttpCode(204)
  @ApiDeleteWorkspaceSession()
  remove(@Req() { raw }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('set-cookie', workspaceCookies(raw, undefined, PREFIXES));
  }
}
