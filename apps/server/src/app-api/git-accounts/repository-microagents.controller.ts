import { Controller, Get, Param } from '@nestjs/common';
import {
  ApiGetRepositoryMicroagentContent,
  ApiGetRepositoryMicroagents,
  MicroagentContentQuery,
  type MicroagentContentResponse,
  type MicroagentResponse,
} from '@openhands-nest/contracts/app';
import { QueryOf } from '../../http/query.decorator.js';
import { RepositoryMicroagents } from './repository-microagents.service.js';

/** Microagents of a repository, read on its host. */
@Controller('api/user/repository/:repository_name')
export class RepositoryMicroagentsController {
  constructor(private readonly microagents: RepositoryMicroagents) {}

  @Get('microagents')
  @ApiGetRepositoryMicroagents()
  list(@Param('repository_name') repository: string): Promise<MicroagentResponse[]> {
    return this.microagents.list(repository);
  }

  @Get('microagents/content')
  @ApiGetRepositoryMicroagentContent()
  content(
    @Param('repository_name') repository: string,
    @QueryOf(MicroagentContentQuery) { file_path: path }: MicroagentContentQuery,
  ): Promise<MicroagentContentResponse> {
    return this.microagents.read(repository, path);
  }
}
