import { Controller, Get } from '@nestjs/common';
import {
  ApiListCanvasExtensions,
  type InstalledCanvasExtensionsListResponse,
} from '@openhands-nest/contracts/agent-server';
import { onAgentServer } from '../../surfaces.js';

/** Extensions of the GUI: none can be installed here, so none are. */
@Controller(onAgentServer('api/canvas-extensions'))
export class CanvasExtensionsController {
  @Get('installed')
  @ApiListCanvasExtensions()
  list(): InstalledCanvasExtensionsListResponse {
    return { canvas_extensions: [] };
  }
}
