import { Controller, Inject, Param, Put } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiActivateCredentialBinding, CredentialBindingActivation } from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';

/** The only credential that can be bound: the sign-in file of one of the programs that serve as agents of the ACP. */
const BINDABLE = new Set(['CODEX_AUTH_JSON']);

/** Credentials that are kept elsewhere. Every conversation here has an agent that uses none, which it is told as an agent too far on is. */
@Controller(onBothSurfaces('api/conversations/:conversation_id/credential-bindings'))
export class CredentialBindingsController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  /** Nothing is asked of the source: nobody would use what it says. */
  @Put(':secret_name')
  @ApiActivateCredentialBinding()
  async activate(
    @ConversationId() conversationId: string,
    @Param('secret_name') name: string,
    @JsonBody(CredentialBindingActivation) _activation: CredentialBindingActivation,
  ): Promise<never> {
    if (!BINDABLE.has(name)) throw new HttpProblem(404, { detail: 'Not Found' });
    await this.engine.get(conversationId);
    throw new HttpProblem(409, {
      detail:
        'Only an ACP agent uses bound credentials. Give this conversation a secret, or sign in to a subscription.',
    });
  }
}
