import { Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiCreateCustomSecret,
  ApiDeleteCustomSecret,
  ApiLoadCustomSecrets,
  ApiUpdateCustomSecret,
  CustomSecretModel,
  CustomSecretWithoutValueModel,
  type GETCustomSecrets,
  type MessageResponse,
} from '@openhands-nest/contracts/app';
import { SecretsService } from '../../agent-server-api/settings/secrets.service.js';
import { JsonBody, SecretJsonBody } from '../../http/body/json-body.decorator.js';
import { HttpProblem } from '../../http/problems.js';

/** Secrets of the server's user: both APIs have the same ones. */
@Controller('api/secrets')
export class CustomSecretsController {
  constructor(private readonly secrets: SecretsService) {}

  @Get()
  @ApiLoadCustomSecrets()
  async list(): Promise<GETCustomSecrets> {
    return { custom_secrets: await this.secrets.list() };
  }

  @Post()
  @HttpCode(201)
  @ApiCreateCustomSecret()
  async create(@SecretJsonBody(CustomSecretModel) secret: CustomSecretModel): Promise<MessageResponse> {
    const isNew = await this.secrets.create(secret);
    if (!isNew) throw nameTaken(secret.name);
    return { message: 'Secret created successfully' };
  }

  @Put(':secret_id')
  @ApiUpdateCustomSecret()
  async update(
    @Param('secret_id') name: string,
    @JsonBody(CustomSecretWithoutValueModel) changed: CustomSecretWithoutValueModel,
  ): Promise<MessageResponse> {
    const outcome = await this.secrets.rename(name, changed);
    if (outcome === 'taken') throw nameTaken(changed.name);
    if (outcome === 'unknown') throw unknown(name);
    return { message: 'Secret updated successfully' };
  }

  @Delete(':secret_id')
  @ApiDeleteCustomSecret()
  async delete(@Param('secret_id') name: string): Promise<MessageResponse> {
    if (!(await this.secrets.remove(name))) throw unknown(name);
    return { message: 'Secret deleted successfully' };
  }
}

function nameTaken(name: string): HttpProblem {
  return new HttpProblem(400, { message: `Secret ${name} already exists` });
}

function unknown(name: string): HttpProblem {
  return new HttpProblem(404, { error: `Secret with ID ${name.slice(0, 100)} not found` });
}
