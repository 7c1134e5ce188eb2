import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  IssuerError,
  OpenAiSubscription,
  SUBSCRIPTION_MODELS,
  type SubscriptionStatus,
} from '@openhands-nest/agent-llm';
import {
  ApiLogoutSubscription,
  ApiPollSubscriptionLogin,
  ApiStartSubscriptionLogin,
  ApiSubscriptionModels,
  ApiSubscriptionStatus,
  SubscriptionDevicePollRequest,
  type SubscriptionDeviceStartResponse,
  type SubscriptionModelsResponse,
  type SubscriptionStatusResponse,
} from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { onAgentServer } from '../../surfaces.js';

const vendor = 'openai';

/** The sign-in to a ChatGPT subscription. */
@Controller(onAgentServer('api/llm/subscription/openai'))
export class SubscriptionController {
  constructor(private readonly subscription: OpenAiSubscription) {}

  @Get('models')
  @ApiSubscriptionModels()
  models(): SubscriptionModelsResponse {
    return { vendor, models: [...SUBSCRIPTION_MODELS] };
  }

  @Get('status')
  @ApiSubscriptionStatus()
  async status(): Promise<SubscriptionStatusResponse> {
    return answerOf(await this.subscription.status());
  }

  @Post('device/start')
  @HttpCode(200)
  @ApiStartSubscriptionLogin()
  async start(): Promise<SubscriptionDeviceStartResponse> {
    const login = await this.subscription.startLogin().catch(refused);
    return {
      device_code: login.word,
      user_code: login.userCode,
      verification_uri: login.verificationUrl,
      verification_uri_complete: null,
      expires_at: login.expiresAt,
      interval_seconds: login.intervalSeconds,
    };
  }

  @Post('device/poll')
  @HttpCode(200)
  @ApiPollSubscriptionLogin()
  async poll(
    @JsonBody(SubscriptionDevicePollRequest) { device_code: word }: SubscriptionDevicePollRequest,
  ): Promise<SubscriptionStatusResponse> {
    const status = await this.subscription.pollLogin(word).catch(refused);
    if (status) return answerOf(status);
    throw new HttpProblem(404, { detail: 'Subscription device login not found or expired' });
  }

  @Post('logout')
  @HttpCode(200)
  @ApiLogoutSubscription()
  async logout(): Promise<SubscriptionStatusResponse> {
    await this.subscription.logout();
    return answerOf({ connected: false });
  }
}

function answerOf({ connected, email, expiresAt }: SubscriptionStatus): SubscriptionStatusResponse {
  return { vendor, connected, account_email: email ?? null, expires_at: expiresAt ?? null };
}

function refused(error: unknown): never {
  throw error instanceof IssuerError ? new HttpProblem(502, { detail: error.message }) : error;
}
