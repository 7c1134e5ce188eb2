import { Controller, Inject, Param, Put } from '@nestjs/common';
import { NotImplementedError } from '@openhands-nest/agent-ports';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiActivateCredentialBinding, CredentialBindingActivation } from '@openhands-nest/contracts/agent-server';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { ConversationId } from '../../http/conversation-id.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';

/** The only credential that can be bound: the sign-in file of one of the programs that serve as agents of the ACP. */
const BINDABLE = new Set(['CODEX_AUTH_JSON']);

/** Credentials that are kept elsewhere. Only agents in programs of their own use such ones; theirs are not renewed here. */
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
    const { record } = await this.engine.get(conversationId);
    if (record.spec.acp)
      throw new NotImplementedError(
        `This server does not renew credentials at their source. Give the conversation the secret ${name} instead.`,
      );
    throw new HttpProblem(409, {
      detail:
        'Only an ACP agent uses bound credentials. Give this conversation a secret, or sign in to a subscription.',
    });
  }
}
