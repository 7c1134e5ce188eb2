import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiCreateMcpServer,
  ApiDeleteMcpServer,
  ApiGetAgentSettingsSchema,
  ApiGetConversationSettingsSchema,
  ApiGetSettings,
  ApiPatchMcpServer,
  ApiUpdateSettings,
  MCPServer,
  MCPServerPatch,
  SettingsUpdateRequest,
  type SettingsResponse,
  type SettingsSchema,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { SecretExposure, type Exposure } from './exposure.js';
import { McpServersService } from './mcp-servers.service.js';
import { agentSettingsSchema, conversationSettingsSchema } from './schema/settings-schemas.js';
import { SettingsService } from './settings.service.js';

/** Settings of the server's user. */
@Controller(onAgentServer('api/settings'))
export class SettingsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly mcpServers: McpServersService,
  ) {}

  @Get()
  @ApiGetSettings()
  get(@SecretExposure() exposure: Exposure): Promise<SettingsResponse> {
    return this.settings.read(exposure);
  }

  @Patch()
  @ApiUpdateSettings()
  update(@JsonBody(SettingsUpdateRequest) request: SettingsUpdateRequest): Promise<SettingsResponse> {
    return this.settings.update(request);
  }

  @Get('agent-schema')
  @ApiGetAgentSettingsSchema()
  agentSchema(): SettingsSchema {
    return agentSettingsSchema();
  }

  @Get('conversation-schema')
  @ApiGetConversationSettingsSchema()
  conversationSchema(): SettingsSchema {
    return conversationSettingsSchema();
  }

  @Post('mcp/:settings_key')
  @HttpCode(201)
  @ApiCreateMcpServer()
  createMcpServer(
    @Param('settings_key') key: string,
    @JsonBody(MCPServer) server: MCPServer,
  ): Promise<SettingsResponse> {
    return this.mcpServers.create(key, server);
  }

  @Patch('mcp/:settings_key')
  @ApiPatchMcpServer()
  patchMcpServer(
    @Param('settings_key') key: string,
    @JsonBody(MCPServerPatch) patch: MCPServerPatch,
  ): Promise<SettingsResponse> {
    return this.mcpServers.patch(key, patch);
  }

  @Delete('mcp/:settings_key')
  @ApiDeleteMcpServer()
  deleteMcpServer(@Param('settings_key') key: string): Promise<SettingsResponse> {
    return this.mcpServers.delete(key);
  }
}
