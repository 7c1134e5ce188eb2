import { join } from 'node:path';
import { ExecutionStatus, Limits, RuntimeStatus, toHexId, USUAL_TOOLS } from '@openhands-nest/contracts/vocabulary';
import {
  SetupPhase,
  type ConversationRecord,
  type ConversationSpec,
  type LlmSettings,
} from '@openhands-nest/agent-ports';
import type { CreateConversation, EngineOptions } from '../engine.js';
import { ACP_STATE_KEY } from '../acp/acp-state.js';
import { utcTimestamp } from '../time.js';
import { movedReplay } from './moved-replay.js';
import { plannedDirectory } from './planned-directory.js';

/** The record of a conversation that has just been asked for. */
export function newRecord(id: string, request: CreateConversation, options: EngineOptions): ConversationRecord {
  return {
    id,
    title: request.title ?? null,
    createdAt: utcTimestamp(options.clock.now()),
    updatedAt: null,
    spec: specOf(id, request, options),
    executionStatus: ExecutionStatus.Idle,
    live: true,
    setup: SetupPhase.Pending,
    runtimeStatus: RuntimeStatus.StartingRuntime,
    failure: null,
    prNumbers: request.prNumbers ?? [],
    metrics: {},
    agentState: request.acpSession === undefined ? {} : { [ACP_STATE_KEY]: { resume: request.acpSession } },
    lastSeq: 0,
    leafEventId: null,
    lastUserMessageId: null,
  };
}

function specOf(
  id: string,
  request: CreateConversation,
  { tools, workspacesDirectory, limits }: EngineOptions,
): ConversationSpec {
  const workspace = {
    directory: request.directory ?? join(workspacesDirectory, toHexId(id)),
    ...defined({ repository: request.repository, worktree: request.worktree }),
  };
  return {
    workspace,
    tools: request.tools ?? USUAL_TOOLS.filter((name) => tools.has(name)),
    ...defined({
      trigger: request.trigger,
      instructions: request.instructions,
      plugins: request.plugins,
      replay: replayOf(request, plannedDirectory(workspace)),
      llm: request.llm && withoutKey(request.llm),
      agent: request.agent,
      acp: request.acp,
      routing: request.routing,
      launchedProfile: request.launchedProfile,
      parentId: request.parentId,
      clientTools: request.clientTools,
      securityAnalyzer: request.securityAnalyzer,
      critic: request.critic,
      condenser: request.condenser,
      persona: request.persona,
      systemPrompt: request.systemPrompt,
      toolFilter: request.toolFilter,
      stuckThresholds: request.stuckThresholds,
      titles: request.titles,
      hooks: request.hooks,
      agentDefinitions: request.agentDefinitions,
      projectHooks: request.projectHooks,
      browserPictures: request.browserPictures,
      maxBudget: request.maxBudget ?? limits?.maxBudget,
      maxRunMs: limits?.maxRunMs,
    }),
    maxIterations: request.maxIterations ?? limits?.maxIterations ?? Limits.MAX_ITERATIONS,
    stuckDetection: request.stuckDetection ?? true,
    confirmation: request.confirmation ?? { kind: 'NeverConfirm' },
    tags: request.tags ?? {},
  };
}

function replayOf({ replay, recordedIn }: CreateConversation, directory: string): CreateConversation['replay'] {
  return replay && recordedIn !== undefined ? movedReplay(replay, recordedIn, directory) : replay;
}

function withoutKey({ apiKey: _, ...llm }: LlmSettings): Omit<LlmSettings, 'apiKey'> {
  return llm;
}

/** The members that have a value. */
function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
