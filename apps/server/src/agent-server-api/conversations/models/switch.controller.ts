import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiSwitchAcpModel,
  ApiSwitchLlm,
  ApiSwitchProfile,
  SwitchAcpModelRequest,
  SwitchLlmRequest,
  SwitchProfileRequest,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { JsonBody } from '../../../http/body/json-body.decorator.js';
import { ConversationId } from '../../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../../surfaces.js';
import { ENGINE } from '../../../tokens.js';
import { ModelChoices } from './model-choices.service.js';

/** Changing the model of a conversation. */
@Controller(onBothSurfaces('api/conversations/:conversation_id'))
export class SwitchController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly choices: ModelChoices,
  ) {}

  @Post('switch_llm')
  @HttpCode(200)
  @ApiSwitchLlm()
  async llm(
    @ConversationId() conversationId: string,
    @JsonBody(SwitchLlmRequest) { llm }: SwitchLlmRequest,
  ): Promise<Success> {
    await this.engine.switchModel(conversationId, await this.choices.described(llm));
    return { success: true };
  }

  @Post('switch_profile')
  @HttpCode(200)
  @ApiSwitchProfile()
  async profile(
    @ConversationId() conversationId: string,
    @JsonBody(SwitchProfileRequest) { profile_name: name }: SwitchProfileRequest,
  ): Promise<Success> {
    await this.engine.get(conversationId);
    await this.engine.switchModel(conversationId, await this.choices.ofProfile(name));
    return { success: true };
  }

  /** Refused after the look at the conversation: there is none with such an agent here. */
  @Post('switch_acp_model')
  @HttpCode(200)
  @ApiSwitchAcpModel()
  async acpModel(
    @ConversationId() conversationId: string,
    @JsonBody(SwitchAcpModelRequest) { model }: SwitchAcpModelRequest,
  ): Promise<Success> {
    await this.engine.get(conversationId);
    await this.engine.switchAcpModel(conversationId, model);
    return { success: true };
  }
}
