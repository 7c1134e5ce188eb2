import { Controller, Get, Header, HttpCode, Inject, Post } from '@nestjs/common';
import type { ConversationView, Engine } from '@openhands-nest/agent-core';
import { ConversationNotFoundError } from '@openhands-nest/agent-ports';
import {
  ApiGetConversation,
  ApiNewConversation,
  ApiStartConversation,
  InitSessionRequest,
  ProvidersSetModel,
  type ConversationInfo,
  type ConversationResponse,
} from '@openhands-nest/contracts/app';
import { ConversationStatus, toHexId } from '@openhands-nest/contracts/vocabulary';
import { ServerConfig } from '../../config/server-config.js';
import { SessionKeys } from '../../http/access/session-keys.js';
import { JsonBody, OptionalJsonBody } from '../../http/body/json-body.decorator.js';
import { GivenConversationId, PossibleConversationId } from '../../http/conversation-id.decorator.js';
import { JSON_CONTENT_TYPE } from '../../http/json-content-type.js';
import { HttpProblem } from '../../http/problems.js';
import { ENGINE, TRAJECTORY_PARSER } from '../../tokens.js';
import { AppSettingsService } from '../settings/app-settings.service.js';
import { toConversationInfo } from './conversation-info.js';
import { createProblem } from './create-problem.js';
import { toCreateConversation, type TrajectoryParser } from './new-conversation.js';
import { RepositoryChoice } from './repository-choice.js';

@Controller('api/conversations')
export class ConversationsController {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(TRAJECTORY_PARSER) private readonly parseTrajectory: TrajectoryParser,
    private readonly repositories: RepositoryChoice,
    private readonly settings: AppSettingsService,
    private readonly config: ServerConfig,
    private readonly keys: SessionKeys,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiNewConversation()
  async create(@JsonBody(InitSessionRequest) body: InitSessionRequest): Promise<ConversationResponse> {
    try {
      const request = toCreateConversation(body, this.parseTrajectory, await this.settings.defaults());
      const { view } = await this.engine.create(await this.repositories.settle(request, body.suggested_task));
      return toResponse(view);
    } catch (error) {
      throw createProblem(error);
    }
  }

  /** JSON text, so that "unknown" is the four bytes of `null` and no empty body. */
  @Get(':conversation_id')
  @Header('content-type', JSON_CONTENT_TYPE)
  @ApiGetConversation()
  async get(@PossibleConversationId() id: string | undefined): Promise<string> {
    const view = id === undefined ? undefined : await this.engine.find(id);
    return JSON.stringify(view ? this.#infoOf(view) : null);
  }

  @Post(':conversation_id/start')
  @HttpCode(200)
  @ApiStartConversation()
  async start(
    @PossibleConversationId() id: string | undefined,
    @GivenConversationId() given: string,
    @OptionalJsonBody(ProvidersSetModel) _providers: ProvidersSetModel,
  ): Promise<ConversationResponse> {
    try {
      if (id === undefined) throw new ConversationNotFoundError(given);
      await this.#takeUpSettings(id);
      return toResponse(await this.engine.start(id));
    } catch (error) {
      if (!(error instanceof ConversationNotFoundError)) throw error;
      throw new HttpProblem(404, { status: 'error', conversation_id: given });
    }
  }

  /** A conversation that was stopped asks for approval as the settings say now. Those of the Agent Server have a policy of their own. */
  async #takeUpSettings(id: string): Promise<void> {
    const { record, status } = await this.engine.get(id);
    if (status !== ConversationStatus.Stopped || record.spec.trigger === undefined) return;
    const { confirmation, securityAnalyzer = null } = await this.settings.defaults();
    if (confirmation) await this.engine.change(id, { confirmation, securityAnalyzer });
  }

  #infoOf(view: ConversationView): ConversationInfo {
    const sessionKey = this.keys.keyFor(view.record.id);
    return toConversationInfo(view, { publicUrl: this.config.PUBLIC_URL, sessionKey });
  }
}

function toResponse({ record, status }: ConversationView): ConversationResponse {
  return { status: 'ok', conversation_id: toHexId(record.id), message: null, conversation_status: status };
}
