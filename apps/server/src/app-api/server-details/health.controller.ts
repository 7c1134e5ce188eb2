import { Controller, Get, Header } from '@nestjs/common';
import { ApiAppAlive, ApiAppHealth, ApiAppServerInfo, type AppServerInfo } from '@openhands-nest/contracts/app';
import { ServerConfig } from '../../config/server-config.js';
import { Activity } from '../../http/activity.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { serverResources } from './resources.js';

/** Signs of life in the form of the OpenHands API. Open to everybody. */
@Controller()
export class HealthController {
  constructor(
    private readonly config: ServerConfig,
    private readonly activity: Activity,
  ) {}

  /** Quoted, because a bare text would leave as text and not as JSON. */
  @Get('health')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiAppHealth()
  health(): string {
    return '"OK"';
  }

  @Get('alive')
  @ApiAppAlive()
  alive(): { status: string } {
    return { status: 'ok' };
  }

  @Get('server_info')
  @ApiAppServerInfo()
  async serverInfo(): Promise<AppServerInfo> {
    return {
      uptime: process.uptime(),
      idle_time: this.activity.idleSeconds,
      resources: await serverResources(this.config.DATA_DIR),
    };
  }
}
