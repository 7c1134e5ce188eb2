import { Controller, Get } from '@nestjs/common';
import {
  ApiAlive,
  ApiHealth,
  ApiReady,
  ApiRoot,
  ApiServerInfo,
  type ServerInfo,
  type ServerStatus,
} from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../config/server-config.js';
import { HttpProblem } from '../../http/problems.js';
import { Activity } from '../../http/activity.js';
import { Readiness } from '../../http/readiness.js';
import { onAgentServer } from '../../surfaces.js';
import { serverInfo } from './server-info.js';

/** Signs of life in the form of the Agent Server. Open to everybody. */
@Controller(onAgentServer(''))
export class ServerDetailsController {
  constructor(
    private readonly readiness: Readiness,
    private readonly activity: Activity,
    private readonly config: ServerConfig,
  ) {}

  @Get('health')
  @ApiHealth()
  health(): ServerStatus {
    return { status: 'ok' };
  }

  @Get('alive')
  @ApiAlive()
  alive(): ServerStatus {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiReady()
  ready(): ServerStatus {
    if (this.readiness.isReady) return { status: 'ready' };
    throw new HttpProblem(503, { status: 'initializing', message: this.readiness.message });
  }

  @Get()
  @ApiRoot()
  root(): ServerInfo {
    return this.serverInfo();
  }

  @Get('server_info')
  @ApiServerInfo()
  serverInfo(): ServerInfo {
    return serverInfo(this.activity.idleSeconds, this.config.OH_APP_BACKEND_PUBLIC_URL);
  }
}
