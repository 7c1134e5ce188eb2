import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { StartConversationRequest, type OpenAIModel } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { ExecutionStatus, toHexId } from '@openhands-nest/contracts/vocabulary';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ServerConfig } from '../../config/server-config.js';
import { HttpProblem } from '../../http/problems.js';
import { ENGINE } from '../../tokens.js';
import { AgentProfilesService } from '../agent-profiles/agent-profiles.service.js';
import { finalResponse } from '../conversations/final-response.js';
import { ConversationLauncher } from '../conversations/launch/conversation-launcher.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import type { GatewayInput } from './read-messages.js';
import { untilAtRest } from './until-at-rest.js';

const MODEL_PREFIX = 'openhands_';
/** Milliseconds for which a client waits for an agent. */
const TIMEOUT_MS = 120_000;
/** Under which a test makes clients wait less. */
export const GATEWAY_TIMEOUT_MS = Symbol('GatewayTimeout');

/** What an agent did for a client. */
export interface GatewayRun {
  readonly record: ConversationRecord;
  /** The last words of the agent. */
  readonly words: string;
}

export interface GatewayRequest extends GatewayInput {
  readonly model: string;
  /** A conversation to go on with; one that does not exist is made under this id. */
  readonly conversationId: string | undefined;
}

/** Agents for clients that know models only: each request is a whole run. */
@Injectable()
export class GatewayService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly config: ServerConfig,
    private readonly profiles: ProfilesService,
    private readonly agents: AgentProfilesService,
    private readonly launcher: ConversationLauncher,
    @Optional() @Inject(GATEWAY_TIMEOUT_MS) private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  async listModels(): Promise<OpenAIModel[]> {
    const { profiles } = await this.profiles.list();
    return profiles.map(({ name }) => ({
      id: MODEL_PREFIX + name,
      object: 'model',
      created: 0,
      owned_by: 'openhands',
    }));
  }

  /** @throws HttpProblem 404 for a model that is none, 409 and 500 by how the run ended, 504 when it takes too long */
  async run(request: GatewayRequest): Promise<GatewayRun> {
    const profile = await this.#profileOf(request.model);
    const conversationId = await this.#begin(request, profile);
    const record = await untilAtRest(this.engine, conversationId, this.timeoutMs);
    if (record === undefined) throw failure(504, 'Agent run timed out');
    refuseUnfinished(record.executionStatus);
    return { record, words: await finalResponse(this.engine, conversationId) };
  }

  async #begin({ conversationId, content, instructions }: GatewayRequest, profile: string): Promise<string> {
    if (conversationId !== undefined && (await this.engine.find(conversationId))) {
      await this.engine.send(conversationId, { content, run: true });
      return conversationId;
    }
    const { active_agent_profile_id: agentProfileId } = await this.agents.list();
    if (agentProfileId === null)
      throw new HttpProblem(409, { detail: 'No active Agent Profile; activate one to use the gateway' });
    const id = conversationId ?? randomUUID();
    const start = parseValue(StartConversationRequest, {
      conversation_id: id,
      agent_profile_id: agentProfileId,
      agent_launch_additions: {
        llm_profile_ref: profile,
        ...(instructions !== '' && { system_message_suffix_append: instructions }),
      },
      workspace: { working_dir: join(this.config.DATA_DIR, 'workspaces', toHexId(id)) },
      initial_message: { role: 'user', content, run: true },
      autotitle: false,
    });
    await this.launcher.start(start);
    return id;
  }

  async #profileOf(model: string): Promise<string> {
    const name = model.startsWith(MODEL_PREFIX) ? model.slice(MODEL_PREFIX.length) : '';
    if (name === '') throw new HttpProblem(404, { detail: `Unknown OpenHands model '${model}'. Use GET /v1/models.` });
    if (!(await this.profiles.find(name))) throw new HttpProblem(404, { detail: `Profile '${name}' not found` });
    return name;
  }
}

function refuseUnfinished(status: ExecutionStatus): void {
  if (status === ExecutionStatus.Finished) return;
  const detail = `Agent run ended with status: ${status}`;
  const waits = status === ExecutionStatus.Paused || status === ExecutionStatus.WaitingForConfirmation;
  throw waits ? new HttpProblem(409, { detail }) : failure(500, detail);
}

/** The reference keeps the words of what is its own fault apart from `detail`. */
function failure(status: number, detail: string): HttpProblem {
  return new HttpProblem(status, { detail: 'Internal Server Error', exception: `${status}: ${detail}` });
}
