import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import { ApiResumeGoal, ApiStartGoal, ApiStopGoal, StartGoalRequest } from '@openhands-nest/contracts/agent-server';
import type { Success } from '@openhands-nest/contracts/schema';
import { JsonBody } from '../../../http/body/json-body.decorator.js';
import { ConversationId } from '../../../http/conversation-id.decorator.js';
import { onBothSurfaces } from '../../../surfaces.js';
import { ENGINE } from '../../../tokens.js';

const DONE: Success = { success: true };

/** Work on an objective over several runs. */
@Controller(onBothSurfaces('api/conversations/:conversation_id/goal'))
export class GoalController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Post()
  @HttpCode(200)
  @ApiStartGoal()
  async start(
    @ConversationId() conversationId: string,
    @JsonBody(StartGoalRequest) { objective, max_iterations: maxIterations }: StartGoalRequest,
  ): Promise<Success> {
    await this.engine.startGoal(conversationId, { objective, maxIterations });
    return DONE;
  }

  @Post('stop')
  @HttpCode(200)
  @ApiStopGoal()
  async stop(@ConversationId() conversationId: string): Promise<Success> {
    await this.engine.stopGoal(conversationId);
    return DONE;
  }

  @Post('resume')
  @HttpCode(200)
  @ApiResumeGoal()
  async resume(@ConversationId() conversationId: string): Promise<Success> {
    await this.engine.resumeGoal(conversationId);
    return DONE;
  }
}
