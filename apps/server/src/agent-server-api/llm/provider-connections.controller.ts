import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiCreateProviderConnection,
  ApiDeleteProviderConnection,
  ApiListProviderConnections,
  ApiUpdateProviderConnection,
  ProviderConnectionCreateRequest,
  ProviderConnectionUpdateRequest,
  type ProviderConnectionResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { ProviderConnectionsService } from './provider-connections.service.js';

/** Keys and addresses that LLM profiles share. */
@Controller(onAgentServer('api/llm/provider-connections'))
export class ProviderConnectionsController {
  constructor(private readonly connections: ProviderConnectionsService) {}

  @Get()
  @ApiListProviderConnections()
  list(): Promise<ProviderConnectionResponse[]> {
    return this.connections.list();
  }

  @Post()
  @HttpCode(201)
  @ApiCreateProviderConnection()
  create(
    @JsonBody(ProviderConnectionCreateRequest) request: ProviderConnectionCreateRequest,
  ): Promise<ProviderConnectionResponse> {
    return this.connections.create(request);
  }

  @Patch(':connection_id')
  @ApiUpdateProviderConnection()
  update(
    @Param('connection_id') id: string,
    @JsonBody(ProviderConnectionUpdateRequest) request: ProviderConnectionUpdateRequest,
  ): Promise<ProviderConnectionResponse> {
    return this.connections.update(id, request);
  }

  @Delete(':connection_id')
  @ApiDeleteProviderConnection()
  delete(@Param('connection_id') id: string): Promise<ProviderConnectionResponse> {
    return this.connections.delete(id);
  }
}
