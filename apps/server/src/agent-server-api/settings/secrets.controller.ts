import { Controller, Delete, Get, Header, Param, Put } from '@nestjs/common';
import {
  ApiDeleteSecret,
  ApiGetSecretValue,
  ApiListSecrets,
  ApiPutSecret,
  SecretCreateRequest,
  type DeletedResponse,
  type SecretItemResponse,
  type SecretsListResponse,
} from '@openhands-nest/contracts/agent-server';
import { SecretJsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { SecretsService } from './secrets.service.js';

/** Secrets of the server's user. */
@Controller(onAgentServer('api/settings/secrets'))
export class SecretsController {
  constructor(private readonly secrets: SecretsService) {}

  @Get()
  @ApiListSecrets()
  async list(): Promise<SecretsListResponse> {
    return { secrets: await this.secrets.list() };
  }

  @Put()
  @ApiPutSecret()
  put(@SecretJsonBody(SecretCreateRequest) request: SecretCreateRequest): Promise<SecretItemResponse> {
    return this.secrets.put(request);
  }

  @Get(':name')
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiGetSecretValue()
  value(@Param('name') name: string): Promise<string> {
    return this.secrets.valueOf(name);
  }

  @Delete(':name')
  @ApiDeleteSecret()
  async delete(@Param('name') name: string): Promise<DeletedResponse> {
    await this.secrets.delete(name);
    return { deleted: true };
  }
}
