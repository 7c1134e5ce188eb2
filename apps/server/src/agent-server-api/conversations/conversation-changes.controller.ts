import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiAgentFinalResponse,
  ApiRespondToConfirmation,
  ApiSetConfirmationPolicy,
  ApiSetSecurityAnalyzer,
  ApiUpdateSecrets,
  ConfirmationResponseRequest,
  SetConfirmationPolicyRequest,
  SetSecurityAnalyzerRequest,
  UpdateSecretsRequest,
  type AgentResponseResult,
} from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';
import { readPolicy } from './confirmation-policy.js';
import { finalResponse } from './final-response.js';
import { readSecrets } from './secret-sources.js';
import { readAnalyzer } from './security-analyzer.js';
import { allowedSecrets } from './start-conversation.js';

const DONE: Success = { success: true };

/** What can be changed of a conversation while it is there, and the questions that it asks. */
@Controller(onBothSurfaces('api/conversations/:conversation_id'))
export class ConversationChangesController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Post('secrets')
  @HttpCode(200)
  @ApiUpdateSecrets()
  async secrets(
    @ConversationId() conversationId: string,
    @JsonBody(UpdateSecretsRequest) { secrets }: UpdateSecretsRequest,
  ): Promise<Success> {
    const { record } = await this.engine.get(conversationId);
    await this.engine.addSecrets(conversationId, allowedSecrets(readSecrets(secrets), record.spec.launchedProfile));
    return DONE;
  }

  @Post('confirmation_policy')
  @HttpCode(200)
  @ApiSetConfirmationPolicy()
  async policy(
    @ConversationId() conversationId: string,
    @JsonBody(SetConfirmationPolicyRequest) { policy }: SetConfirmationPolicyRequest,
  ): Promise<Success> {
    await this.engine.change(conversationId, { confirmation: readPolicy(policy, ['body', 'policy']) });
    return DONE;
  }

  @Post('security_analyzer')
  @HttpCode(200)
  @ApiSetSecurityAnalyzer()
  async analyzer(
    @ConversationId() conversationId: string,
    @JsonBody(SetSecurityAnalyzerRequest) { security_analyzer: document }: SetSecurityAnalyzerRequest,
  ): Promise<Success> {
    const read = document && readAnalyzer(document, ['body', 'security_analyzer']);
    const change = read ? { securityAnalyzer: read.analyzer, analyzerKeys: read.keys } : { securityAnalyzer: null };
    await this.engine.change(conversationId, change);
    return DONE;
  }

  @Post('events/respond_to_confirmation')
  @HttpCode(200)
  @ApiRespondToConfirmation()
  async respond(
    @ConversationId() conversationId: string,
    @JsonBody(ConfirmationResponseRequest) { accept, reason }: ConfirmationResponseRequest,
  ): Promise<Success> {
    await this.engine.respondToConfirmation(conversationId, { accept, reason });
    return DONE;
  }

  @Get('agent_final_response')
  @ApiAgentFinalResponse()
  async finalResponse(@ConversationId() conversationId: string): Promise<AgentResponseResult> {
    return { response: await finalResponse(this.engine, conversationId) };
  }
}
