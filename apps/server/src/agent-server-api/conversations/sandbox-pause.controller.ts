import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiPrepareForSandboxPause } from '@openhands-nest/contracts/agent-server';
import { onAgentServer } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';

/** What is asked of the server before its machine is frozen. */
@Controller(onAgentServer('api/conversations'))
export class SandboxPauseController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Post('prepare-for-sandbox-pause')
  @HttpCode(204)
  @ApiPrepareForSandboxPause()
  async prepare(): Promise<void> {
    await this.engine.standDown();
  }
}
