import { Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { conversationDocument, type Engine } from '@openhands-nest/agent-core';
import type { SettingsStore } from '@openhands-nest/agent-ports';
import {
  ApiAddExperimentConfig,
  ApiSubmitFeedback,
  ExperimentConfig,
  FeedbackDataModel,
  type FeedbackAnswer,
} from '@openhands-nest/contracts/app';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { invalidInput } from '../../http/problems.js';
import { ENGINE, SETTINGS_STORE } from '../../tokens.js';
import { foundView } from '../conversations/found-view.js';
import { FeedbackStore } from './feedback-store.js';

const MAX_CONFIG_CHARS = 16 * 1024;

/** What is noted about a conversation beside its work. */
@Controller('api/conversations/:conversation_id')
export class FeedbackController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(SETTINGS_STORE) private readonly settings: SettingsStore,
    private readonly feedback: FeedbackStore,
  ) {}

  @Post('submit-feedback')
  @HttpCode(200)
  @ApiSubmitFeedback()
  async submit(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @JsonBody(FeedbackDataModel) feedback: FeedbackDataModel,
  ): Promise<FeedbackAnswer> {
    const { record } = await foundView(this.engine, id, given);
    const feedbackId = await this.feedback.add(toHexId(record.id), feedback);
    return {
      body: { message: 'Thank you. Your feedback is kept on this server.', feedback_id: feedbackId, password: '' },
    };
  }

  /** As in 0.53, the first one stays, and false is no failure. JSON text, since a bare boolean would leave as text. */
  @Post('exp-config')
  @HttpCode(200)
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiAddExperimentConfig()
  async noteExperiment(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @JsonBody(ExperimentConfig) { config }: ExperimentConfig,
  ): Promise<string> {
    const { record } = await foundView(this.engine, id, given);
    if (JSON.stringify(config ?? {}).length > MAX_CONFIG_CHARS)
      throw invalidInput(['body', 'config'], `A configuration has at most ${MAX_CONFIG_CHARS} characters`, 'too_long');
    const name = conversationDocument(record.id, 'experiment');
    if (!(await this.settings.read(name))) await this.settings.write(name, { config: config ?? {} });
    return 'false';
  }
}
