import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiLoadPlugin, LoadPluginRequest } from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../surfaces.js';
import { PluginLoading } from './plugin-loading.service.js';

/** Plugins that are added while a conversation goes on. */
@Controller(onBothSurfaces('api/conversations/:conversation_id'))
export class LoadPluginController {
  constructor(private readonly loading: PluginLoading) {}

  @Post('load_plugin')
  @HttpCode(200)
  @ApiLoadPlugin()
  async load(
    @ConversationId() id: string,
    @JsonBody(LoadPluginRequest) { plugin_ref: reference }: LoadPluginRequest,
  ): Promise<Success> {
    await this.loading.load(id, reference);
    return { success: true };
  }
}
