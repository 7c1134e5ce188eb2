import { Controller, Delete, Get, Header, Param, Put } from '@nestjs/common';
import {
  ApiDeleteSecret,
  ApiGetSecretValue,
  ApiListSecrets,
  ApiPutSecret,
  SecretCreateRequest,
  SecretsListQuery,
  type DeletedResponse,
  type SecretItemResponse,
  type SecretsListResponse,
} from '@openhands-nest/contracts/agent-server';
import { SecretJsonBody } from '../../http/body/json-body.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { ConfigurationStore } from './configuration-store.js';
import { SecretsService } from './secrets.service.js';

/** Secrets of the server's user. */
@Controller(onAgentServer('api/settings/secrets'))
export class SecretsController {
  constructor(
    private readonly secrets: SecretsService,
    private readonly configuration: ConfigurationStore,
  ) {}

  @Get()
  @ApiListSecrets()
  async list(@QueryOf(SecretsListQuery) { agent_profile_id: id }: SecretsListQuery): Promise<SecretsListResponse> {
    const names = id ? await this.#namesOf(id) : null;
    const secrets = await this.secrets.list();
    return { secrets: names ? secrets.filter(({ name }) => names.includes(name)) : secrets };
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

  /** Secrets that the profile refers to; null: it does not say. @throws HttpProblem 404 */
  async #namesOf(profileId: string): Promise<readonly string[] | null> {
    const { agentProfiles = {} } = await this.configuration.read();
    const profile = Object.values(agentProfiles).find(({ id }) => id === profileId);
    if (!profile) throw new HttpProblem(404, { detail: 'Agent profile not found' });
    return profile.secret_refs ?? null;
  }
}
