import { microagentPrompt, taskPrompt, type CreateConversation } from '@openhands-nest/agent-core';
import { InvalidRequestError, type ReplayStep, type RepositorySpec } from '@openhands-nest/agent-ports';
import type { InitSessionRequest } from '@openhands-nest/contracts/app';
import type { Content } from '@openhands-nest/contracts/events';
import { ConversationTrigger, parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from '../../http/problems.js';
import type { ConversationDefaults } from '../settings/conversation-defaults.js';
import { mcpServersOf } from './mcp-servers.js';

/** Reads a recorded trajectory. @throws InvalidRequestError naming what cannot be replayed */
export type TrajectoryParser = (json: string) => Recording;

/** A recorded conversation, and the absolute path of the workspace in which it was recorded, if that is known. */
export interface Recording {
  readonly steps: readonly ReplayStep[];
  readonly directory?: string;
}

/** What the engine is asked to create. @throws InvalidInputError, NotImplementedError: nothing has been created then */
export function toCreateConversation(
  request: InitSessionRequest,
  parseTrajectory: TrajectoryParser,
  defaults: ConversationDefaults,
): CreateConversation {
  refuseContradictions(request);
  const repository = repositoryOf(request);
  const instructions = request.conversation_instructions?.trim();
  const initialMessage = firstMessage(request);
  return {
    ...(request.conversation_id !== undefined && { conversationId: uuid(request.conversation_id) }),
    ...(repository && { repository }),
    trigger: triggerOf(request),
    ...defaults,
    projectHooks: true,
    ...(instructions && { instructions }),
    ...(request.mcp_config && { mcpServers: mcpServersOf(request.mcp_config) }),
    ...(request.replay_json && replayOf(request.replay_json, parseTrajectory)),
    ...(initialMessage.length > 0 && { initialMessage }),
  };
}

/** A recording brings its own first message. */
function refuseContradictions(request: InitSessionRequest): void {
  if (!request.replay_json) return;
  const { initial_user_msg: text, image_urls: images, suggested_task: task, create_microagent: microagent } = request;
  if (!text && !images?.length && !task && !microagent) return;
  throw invalidInput(
    ['body', 'replay_json'],
    'A recording brings its own first message: leave out initial_user_msg, image_urls, suggested_task and create_microagent, or leave out replay_json',
  );
}

function uuid(text: string): string {
  const id = parseConversationId(text);
  if (id !== undefined) return id;
  throw invalidInput(
    ['body', 'conversation_id'],
    'Input should be a valid UUID: 32 hexadecimal digits, with or without dashes',
    'uuid_parsing',
    text,
  );
}

function repositoryOf(request: InitSessionRequest): RepositorySpec | undefined {
  const microagent = request.suggested_task ? undefined : request.create_microagent;
  const name = request.repository || microagent?.repo;
  if (!name) return undefined;
  const provider = request.git_provider ?? microagent?.git_provider;
  return { name, ...(provider && { provider }), ...(request.selected_branch && { branch: request.selected_branch }) };
}

function triggerOf({ suggested_task: task, create_microagent: microagent }: InitSessionRequest): ConversationTrigger {
  if (task) return ConversationTrigger.SuggestedTask;
  return microagent ? ConversationTrigger.MicroagentManagement : ConversationTrigger.Gui;
}

function replayOf(json: string, parseTrajectory: TrajectoryParser): Pick<CreateConversation, 'replay' | 'recordedIn'> {
  const { steps, directory } = located(['body', 'replay_json'], () => parseTrajectory(json));
  return { replay: steps, ...(directory !== undefined && { recordedIn: directory }) };
}

function firstMessage(request: InitSessionRequest): Content[] {
  const text = firstText(request);
  const images = request.image_urls ?? [];
  return [
    ...(text ? [{ type: 'text' as const, text }] : []),
    ...(images.length > 0 ? [{ type: 'image' as const, image_urls: images }] : []),
  ];
}

/** A task replaces what was written; the request for a microagent is wrapped around it. */
function firstText({
  suggested_task: task,
  create_microagent: microagent,
  initial_user_msg: text,
}: InitSessionRequest): string | undefined {
  if (task) return located(['body', 'suggested_task'], () => taskPrompt(task));
  return microagent ? microagentPrompt(microagent, text ?? undefined) : (text ?? undefined);
}

/** Says of a refusal which part of the request it is about. */
function located<T>(loc: readonly string[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidRequestError) throw invalidInput(loc, error.message);
    throw error;
  }
}
