import { Controller, Get } from '@nestjs/common';
import {
  ApiSearchProviderRepositories,
  ProviderRepositoryQuery,
  type GitProviderRepositoryPage,
} from '@openhands-nest/contracts/agent-server';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { ProviderRepositories } from './provider-repositories.service.js';

/** Repositories of git hosts. */
@Controller(onAgentServer('api/git/repositories'))
export class ProviderRepositoriesController {
  constructor(private readonly repositories: ProviderRepositories) {}

  @Get('search')
  @ApiSearchProviderRepositories()
  search(@QueryOf(ProviderRepositoryQuery) query: ProviderRepositoryQuery): Promise<GitProviderRepositoryPage> {
    return this.repositories.search(query);
  }
}
