import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  ApiLoadSettings,
  ApiResetSettings,
  ApiStoreSettings,
  Settings,
  type GETSettingsModel,
  type MessageResponse,
} from '@openhands-nest/contracts/app';
import { SecretJsonBody } from '../../http/body/json-body.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { AppSettingsService } from './app-settings.service.js';

/** Settings of the server's user, in the form of 0.53. */
@Controller('api')
export class AppSettingsController {
  constructor(private readonly settings: AppSettingsService) {}

  @Get('settings')
  @ApiLoadSettings()
  load(): Promise<GETSettingsModel> {
    return this.settings.load();
  }

  @Post('settings')
  @HttpCode(200)
  @ApiStoreSettings()
  async store(@SecretJsonBody(Settings) settings: Settings): Promise<MessageResponse> {
    return { message: await this.settings.store(settings) };
  }

  @Post('reset-settings')
  @ApiResetSettings()
  reset(): never {
    throw new HttpProblem(410, {
      error: 'Settings cannot be reset any more. Save them anew by POST /api/settings.',
    });
  }
}
