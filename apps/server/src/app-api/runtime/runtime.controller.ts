import { Controller, Get, Inject } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiGetRuntimeConfig,
  ApiGetVSCodeUrl,
  ApiGetWebHosts,
  type RuntimeConfig,
  type VSCodeUrl,
  type WebHosts,
} from '@openhands-nest/contracts/app';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { ENGINE } from '../../tokens.js';
import { foundView } from '../conversations/found-view.js';

/** What the frontend asks of the machine that a conversation runs on: here it is the server's own. */
@Controller('api/conversations/:conversation_id')
export class RuntimeController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get('config')
  @ApiGetRuntimeConfig()
  async config(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
  ): Promise<RuntimeConfig> {
    const { record } = await foundView(this.engine, id, given);
    return { runtime_id: null, session_id: toHexId(record.id) };
  }

  /** Programs of a workspace listen on the server's machine, on ports that nobody hands out. */
  @Get('web-hosts')
  @ApiGetWebHosts()
  async webHosts(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
  ): Promise<WebHosts> {
    await foundView(this.engine, id, given);
    return { hosts: {} };
  }

  @Get('vscode-url')
  @ApiGetVSCodeUrl()
  async vscodeUrl(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
  ): Promise<VSCodeUrl> {
    await foundView(this.engine, id, given);
    return { vscode_url: null };
  }
}
