import { Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiStoreProviderTokens,
  ApiUnsetProviderTokens,
  POSTProviderModel,
  type MessageResponse,
} from '@openhands-nest/contracts/app';
import { SecretJsonBody } from '../../http/body/json-body.decorator.js';
import { GitTokensService } from './git-tokens.service.js';

/** Tokens with which the server's user signs in to git hosts. */
@Controller('api')
export class GitProvidersController {
  constructor(private readonly tokens: GitTokensService) {}

  @Post('add-git-providers')
  @HttpCode(200)
  @ApiStoreProviderTokens()
  async add(@SecretJsonBody(POSTProviderModel) request: POSTProviderModel): Promise<MessageResponse> {
    await this.tokens.replace(request);
    return { message: 'Git providers stored' };
  }

  @Post('unset-provider-tokens')
  @HttpCode(200)
  @ApiUnsetProviderTokens()
  async unset(): Promise<MessageResponse> {
    await this.tokens.removeAll();
    return { message: 'Unset Git provider tokens' };
  }
}
