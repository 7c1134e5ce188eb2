import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';

/** Signs of life in the form of the OpenHands API. */
@ApiExcludeController()
@Controller()
export class HealthController {
  /** Quoted, because a bare text would leave as text and not as JSON. */
  @Get('health')
  @Header('content-type', JSON_CONTENT_TYPE)
  health(): string {
    return '"OK"';
  }

  @Get('alive')
  alive(): { status: string } {
    return { status: 'ok' };
  }
}
