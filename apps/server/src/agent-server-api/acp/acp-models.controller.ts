import { Controller, HttpCode, Post } from '@nestjs/common';
import {
  ACPModelDiscoveryRequest,
  ApiDiscoverAcpModels,
  type ACPModelDiscovery,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { AcpModels } from './acp-models.service.js';

/** Agents that are programs of their own, before a conversation begins with them. */
@Controller(onAgentServer('api/acp'))
export class AcpModelsController {
  constructor(private readonly models: AcpModels) {}

  @Post('models')
  @HttpCode(200)
  @ApiDiscoverAcpModels()
  discover(@JsonBody(ACPModelDiscoveryRequest) request: ACPModelDiscoveryRequest): Promise<ACPModelDiscovery> {
    return this.models.discover(request);
  }
}
