import { Controller, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { DiskFiles, readProjectHooks } from '@openhands-nest/agent-extensions';
import type { Logger } from '@openhands-nest/agent-ports';
import { ApiGetHooks, HooksRequest, type HooksResponse } from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { onAgentServer } from '../../surfaces.js';
import { LOGGER } from '../../tokens.js';

/** The hooks that a project brings; a client passes them on when it creates a conversation there. */
@Controller(onAgentServer('api/hooks'))
export class HooksController {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiGetHooks()
  async hooks(@JsonBody(HooksRequest) { project_dir: directory }: HooksRequest): Promise<HooksResponse> {
    if (!directory) return { hook_config: null };
    try {
      return {
        hook_config: ((await readProjectHooks(new DiskFiles(), directory)) ?? null) as HooksResponse['hook_config'],
      };
    } catch (error) {
      this.logger.warn('The hooks of a project cannot be used.', { directory, reason: (error as Error).message });
      return { hook_config: null };
    }
  }
}
