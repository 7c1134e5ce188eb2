import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiServeWorkspaceFile, ApiServeWorkspaceRoot } from '@openhands-nest/contracts/agent-server';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { contentTypeOf, isActive } from '../../http/files/content-type.js';
import { sendFile } from '../../http/files/send-file.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import { openWorkspaceFile } from './open-workspace-file.js';

/**
 * Pages that an agent wrote run without an origin of their own: else their scripts could use the server with the rights of whoever
 * looks at them.
 */
const SANDBOX = 'sandbox allow-downloads allow-forms allow-modals allow-popups allow-scripts';

interface FileParams {
  /** All that is left of the path. */
  readonly '*': string;
}

/** Files of the directory in which a conversation works, for a browser to show. */
@Controller(onBothSurfaces('api/conversations/:conversation_id/workspace'))
export class WorkspaceController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get()
  @ApiServeWorkspaceRoot()
  root(
    @ConversationId() conversationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#serve(conversationId, '', request, reply);
  }

  @Get('*')
  @ApiServeWorkspaceFile()
  file(
    @ConversationId() conversationId: string,
    @Param() { '*': path }: FileParams,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#serve(conversationId, path, request, reply);
  }

  async #serve(conversationId: string, name: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { record } = await this.engine.get(conversationId);
    const file = await openWorkspaceFile(record.spec.workspace.directory, name);
    const contentType = contentTypeOf(file.path);
    reply.type(contentType).header('x-content-type-options', 'nosniff');
    if (isActive(contentType)) reply.header('content-security-policy', SANDBOX);
    await sendFile(request, reply, file);
  }
}
