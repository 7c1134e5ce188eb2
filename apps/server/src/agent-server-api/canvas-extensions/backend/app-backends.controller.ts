import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiDeleteBackendData,
  ApiGetBackendLogs,
  ApiGetBackendStatus,
  ApiPrepareBackend,
  ApiStartBackend,
  ApiStopBackend,
  BackendLogsQuery,
  BackendRevisionRequest,
  type BackendLogs,
  type BackendStatus,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../../http/body/json-body.decorator.js';
import { QueryOf } from '../../../http/query.decorator.js';
import { onAgentServer } from '../../../surfaces.js';
import { CanvasExtensionName } from '../canvas-extension-name.decorator.js';
import { AppBackends } from './app-backends.service.js';

/** Programs that extensions of the GUI bring with them. */
@Controller(onAgentServer('api/canvas-extensions/installed/:extension_name/backend'))
export class AppBackendsController {
  constructor(private readonly backends: AppBackends) {}

  @Get()
  @ApiGetBackendStatus()
  status(@CanvasExtensionName() name: string): Promise<BackendStatus> {
    return this.backends.status(name);
  }

  @Post('prepare')
  @HttpCode(200)
  @ApiPrepareBackend()
  prepare(
    @CanvasExtensionName() name: string,
    @JsonBody(BackendRevisionRequest) { revision }: BackendRevisionRequest,
  ): Promise<BackendStatus> {
    return this.backends.prepare(name, revision);
  }

  @Post('start')
  @HttpCode(200)
  @ApiStartBackend()
  start(
    @CanvasExtensionName() name: string,
    @JsonBody(BackendRevisionRequest) { revision }: BackendRevisionRequest,
  ): Promise<BackendStatus> {
    return this.backends.start(name, revision);
  }

  @Post('stop')
  @HttpCode(200)
  @ApiStopBackend()
  stop(@CanvasExtensionName() name: string): Promise<BackendStatus> {
    return this.backends.stop(name);
  }

  @Get('logs')
  @ApiGetBackendLogs()
  logs(
    @CanvasExtensionName() name: string,
    @QueryOf(BackendLogsQuery) { limit_bytes: limit }: BackendLogsQuery,
  ): BackendLogs {
    return this.backends.logs(name, limit);
  }

  @Delete('data')
  @ApiDeleteBackendData()
  deleteData(@CanvasExtensionName() name: string): Promise<BackendStatus> {
    return this.backends.deleteData(name);
  }
}
