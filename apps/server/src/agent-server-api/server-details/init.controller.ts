import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiInitialize, ApiInitStatus, type InitStatus } from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../config/server-config.js';
import { HttpProblem } from '../../http/problems.js';
import { onAgentServer } from '../../surfaces.js';

/** What a server that was started to wait for its configuration answers once it has got it. */
@Controller(onAgentServer('api/init'))
export class InitController {
  constructor(private readonly config: ServerConfig) {}

  @Get()
  @ApiInitStatus()
  status(): InitStatus {
    this.#assertDeferred();
    return { state: 'ready', error: null };
  }

  @Post()
  @HttpCode(200)
  @ApiInitialize()
  initialize(): InitStatus {
    this.#assertDeferred();
    throw new HttpProblem(400, { detail: 'server already in state: ready' });
  }

  #assertDeferred(): void {
    if (this.config.OH_DEFERRED_INIT) return;
    throw new HttpProblem(404, {
      detail: 'This server does not wait for its configuration. Start it with OH_DEFERRED_INIT=true if it should.',
    });
  }
}
