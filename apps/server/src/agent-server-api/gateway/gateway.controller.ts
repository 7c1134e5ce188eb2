import { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  ApiCreateChatCompletion,
  ApiCreateResponse,
  ApiListGatewayModels,
  OpenAIChatCompletionRequest,
  OpenAIResponseRequest,
  type ChatCompletion,
  type OpenAIModelListResponse,
  type OpenAIResponse,
} from '@openhands-nest/contracts/agent-server';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { JsonBody } from '../../http/body/json-body.decorator.js';
import { HttpProblem, invalidInput } from '../../http/problems.js';
import { onAgentServer } from '../../surfaces.js';
import { toChatCompletion, toChunks, toResponse } from './gateway-answers.js';
import { GatewayService } from './gateway.service.js';
import { readChat, readResponseInput } from './read-messages.js';

const CONVERSATION_HEADER = 'X-OpenHands-ServerConversation-ID';

/** Agents in the terms of OpenAI's API. */
@Controller(onAgentServer('v1'))
export class GatewayController {
  constructor(private readonly gateway: GatewayService) {}

  @Get('models')
  @ApiListGatewayModels()
  async models(): Promise<OpenAIModelListResponse> {
    return { object: 'list', data: await this.gateway.listModels() };
  }

  @Post('chat/completions')
  @HttpCode(200)
  @ApiCreateChatCompletion()
  async complete(
    @JsonBody(OpenAIChatCompletionRequest) body: OpenAIChatCompletionRequest,
    @Headers(CONVERSATION_HEADER.toLowerCase()) given: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChatCompletion | Readable> {
    const conversationId = given === undefined ? undefined : readId(given);
    const run = await this.gateway.run({ ...readChat(body.messages), model: body.model, conversationId });
    reply.header(CONVERSATION_HEADER, run.record.id);
    const completion = toChatCompletion(run, body.model);
    if (!body.stream) return completion;
    reply.type('text/event-stream; charset=utf-8');
    return Readable.from(toChunks(completion, body.stream_options?.include_usage ?? false));
  }

  @Post('responses')
  @HttpCode(200)
  @ApiCreateResponse()
  async respond(
    @JsonBody(OpenAIResponseRequest) body: OpenAIResponseRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenAIResponse> {
    refuseUnbuilt(body);
    const createdAt = Date.now() / 1000;
    const run = await this.gateway.run({ ...readResponseInput(body), model: body.model, conversationId: undefined });
    reply.header(CONVERSATION_HEADER, run.record.id);
    return toResponse(run, body, createdAt);
  }
}

/** @throws HttpProblem 400 */
function refuseUnbuilt({ stream, store, previous_response_id: previous }: OpenAIResponseRequest): void {
  const problem =
    (stream && 'Streaming responses are not supported yet') ||
    (store && 'Persistent response storage (store=True) is not supported yet') ||
    (previous && 'previous_response_id is not supported; replay input items instead');
  if (problem) throw new HttpProblem(400, { detail: problem });
}

function readId(given: string): string {
  const id = parseConversationId(given);
  if (id !== undefined) return id;
  throw invalidInput(['header', CONVERSATION_HEADER], 'Input should be a valid UUID', 'uuid_parsing', given);
}
