import {
  ACTION_DTOS,
  type ConversationEvent,
  type EventOf,
  type ToolDefinition,
} from '@openhands-nest/contracts/events';
import { interruptedCallFeedback, isHarmless } from '@openhands-nest/agent-core';
import { jsonSchemaOf } from '@openhands-nest/contracts/schema';
import { EventKind, EventSource, ExecutionStatus, type ActionKind } from '@openhands-nest/contracts/vocabulary';
import type { ConfirmationPolicySpec, Metrics } from '@openhands-nest/agent-ports';
import { agentStateOf, stateChanged } from './agent-state.js';
import { confirmationChange, rejectedCall } from './confirmation.js';
import { legacyId } from './event-ids.js';
import { failureStatus, STOPPED_CALL } from './failure-status.js';
import { isHeldBack, releasedCalls } from './held-calls.js';
import type { Json, LegacyDraft } from './legacy-event.js';
import { llmMetrics } from './llm-metrics.js';
import { projectAction } from './project-action.js';
import { errorObservation, projectObservation } from './project-observation.js';
import type { OpenCall, ProjectionState } from './projection-state.js';
import { answersRecall, dueRecall } from './due-recall.js';
import {
  knowledgeObservation,
  knowledgeOf,
  recallAction,
  type ProjectionContext,
  type RecalledKnowledge,
} from './recall.js';
import { textOf, toolCallMetadata } from './tool-call-metadata.js';
import { splitFiles } from '../uploaded-files.js';
import { readTerminalNote } from '../../terminal/terminal-note.js';
import { typedCommand } from './typed-command.js';

/** Where an event stands: what came before it, and the ids that its own events get, in their order from 0 on. */
export interface Place {
  readonly state: ProjectionState;
  readonly context: ProjectionContext;
  readonly idAt: (place: number) => number;
}

/** Where an event stands in the log. */
export interface LogPlace extends Omit<Place, 'idAt'> {
  readonly seq: number;
}

type Projections = { readonly [K in EventKind]: (event: EventOf<K>, place: Place) => readonly LegacyDraft[] };

const NONE = (): readonly LegacyDraft[] => [];
const STUCK = 'AgentStuckInLoopError: The agent repeated itself. Send a message to set it on another way.';
const APP_VERSION = '0.53.0';

/** Every kind of event: one without a form in 0.53, or explicitly none, does not compile. */
const PROJECTIONS: Projections = {
  [EventKind.SystemPrompt]: systemAction,
  [EventKind.Message]: message,
  [EventKind.Action]: action,
  [EventKind.Observation]: observation,
  [EventKind.UserReject]: (event, { state, idAt }) => [
    ...rejectedCall(state, event.tool_call_id, idAt),
    answer(callOf(state, event.tool_call_id), {
      message: event.rejection_reason,
      body: { observation: 'user_rejected', content: event.rejection_reason, extras: {} },
    }),
  ],
  [EventKind.AgentError]: (event, { state }) => [
    { ...answer(callOf(state, event.tool_call_id), errorObservation(event.error, errorIdOf(event))), source: 'agent' },
  ],
  [EventKind.ConversationError]: (event, { state }) => {
    state.failure = `${event.code}: ${event.detail}`;
    return [{ source: 'environment', ...errorObservation(event.detail, failureStatus(event.code)) }];
  },
  [EventKind.StateUpdate]: stateUpdate,
  // The change of status that comes with it says the same.
  [EventKind.Pause]: NONE,
  [EventKind.Interrupt]: (_event, { state }) => {
    state.wasCutOff = true;
    return [];
  },
  [EventKind.CondensationRequest]: () => [
    { source: 'agent', message: 'The history is to be shortened.', body: { action: 'condensation_request', args: {} } },
  ],
  [EventKind.Condensation]: condensation,
  // 0.53 knows nothing like these.
  [EventKind.HookExecution]: NONE,
  [EventKind.SecurityAnalysis]: NONE,
  [EventKind.LlmCompletionLog]: NONE,
  [EventKind.StreamingDelta]: NONE,
  [EventKind.Token]: NONE,
  [EventKind.AcpToolCall]: NONE,
  [EventKind.ServerError]: NONE,
};

/** Kinds that later events depend on; the others may be passed over unread. */
export const REMEMBERED_KINDS: ReadonlySet<EventKind> = new Set([
  EventKind.SystemPrompt,
  EventKind.Message,
  EventKind.Action,
  EventKind.ConversationError,
  EventKind.StateUpdate,
  EventKind.SecurityAnalysis,
  EventKind.Interrupt,
  EventKind.UserReject,
]);

/** What an event looks like in 0.53: nothing, or up to four events. Notes in the state what later ones depend on. */
export function projectEvent(event: ConversationEvent, { state, context, seq }: LogPlace): readonly LegacyDraft[] {
  const project = PROJECTIONS[event.kind] as (event: ConversationEvent, place: Place) => readonly LegacyDraft[];
  if (event.kind === EventKind.SystemPrompt) state.prompt = event.dynamic_context?.text ?? '';
  const recalled = answersRecall(event) ? dueRecall(state, context) : [];
  const released = releasedCalls(state, event, (place) => legacyId(seq, recalled.length + place));
  const before = [...recalled, ...released];
  const idAt = (place: number): number => legacyId(seq, before.length + place);
  return [...before, ...project(event, { state, context, idAt })];
}

function systemAction({
  system_prompt,
  dynamic_context,
  tools,
}: EventOf<typeof EventKind.SystemPrompt>): LegacyDraft[] {
  const content = [system_prompt.text, ...(dynamic_context ? [dynamic_context.text] : [])].join('\n\n');
  const args = { content, tools: tools.map(toolObject), openhands_version: APP_VERSION, agent_class: 'CodeActAgent' };
  return [{ source: 'agent', message: content, body: { action: 'system', args } }];
}

function toolObject({ title, description, action_type: actionType }: ToolDefinition): Json {
  const model = Object.hasOwn(ACTION_DTOS, actionType) ? ACTION_DTOS[actionType as ActionKind] : undefined;
  return {
    type: 'function',
    function: { name: title, description, ...(model && { parameters: jsonSchemaOf(model) }) },
  };
}

function message(event: EventOf<typeof EventKind.Message>, { state, idAt }: Place): LegacyDraft[] {
  const knowledge = knowledgeOf(
    event.activated_skills,
    event.extended_content.map(({ text }) => text),
  );
  // What the server itself says to the model is nobody's message, but for knowledge that comes late.
  if (event.source !== EventSource.User && event.source !== EventSource.Agent)
    return knowledge.length > 0 ? [knowledgeObservation(knowledge, state.recallId)] : [];
  const typed = event.source === EventSource.User ? readTerminalNote(event.llm_message.content) : undefined;
  if (typed) return typedCommand(typed, idAt(0));
  const { said: parts, files } = splitFiles(event.llm_message.content);
  const content = textOf(parts);
  const images = parts.flatMap((part) => (part.type === 'image' ? part.image_urls : []));
  const isUsers = event.source === EventSource.User;
  const args = {
    content,
    file_urls: files ?? null,
    image_urls: images.length > 0 ? images : null,
    wait_for_response: !isUsers,
  };
  state.awaitsAnswer = !isUsers;
  const said: LegacyDraft = {
    source: event.source,
    message: content,
    ...(!isUsers && state.metrics && { metrics: state.metrics }),
    body: { action: 'message', args },
  };
  if (!isUsers) return [said];
  return [said, ...recalled(content, knowledge, event.timestamp, { state, idAt })];
}

/**
 * What a person's message called for. Later ones that call for nothing are not asked about; the answer to the first one waits
 * until it is known what the conversation brings with it.
 */
function recalled(
  query: string,
  knowledge: readonly RecalledKnowledge[],
  timestamp: string,
  { state, idAt }: Pick<Place, 'state' | 'idAt'>,
): LegacyDraft[] {
  const { isFirstMessage } = state;
  if (!isFirstMessage && knowledge.length === 0) return [];
  const cause = idAt(1);
  state.isFirstMessage = false;
  state.recallId = cause;
  if (!isFirstMessage) return [recallAction(query, 'knowledge'), knowledgeObservation(knowledge, cause)];
  state.due = { cause, timestamp, knowledge };
  return [recallAction(query, 'workspace_context')];
}

function action(event: EventOf<typeof EventKind.Action>, { state, idAt }: Place): LegacyDraft[] {
  const projected = event.action ? projectAction(event, event.action) : unspoken(textOf(event.thought));
  const metadata = toolCallMetadata(event, state.model);
  const draft: LegacyDraft | undefined = projected && {
    source: 'agent',
    ...projected,
    toolCall: metadata,
    ...(state.metrics && { metrics: state.metrics }),
  };
  const isHeld = isHeldBack(state, event);
  const isNew = draft && !isHeld;
  const shown = event.action && !isHarmless([event]) ? draft : undefined;
  noteCall(state, event, {
    id: isNew ? idAt(0) : undefined,
    metadata,
    action: event.action ?? undefined,
    ...(shown && { shown }),
    ...(isHeld && { isHeld }),
  });
  state.awaitsAnswer = false;
  return isNew ? [draft] : [];
}

/** A call that makes no sense is no action there; what was said beside it would be lost. */
function unspoken(thought: string): Pick<LegacyDraft, 'message' | 'body'> | undefined {
  if (thought === '') return undefined;
  return { message: `thought: ${thought}`, body: { action: 'think', args: { thought } } };
}

/** Calls of an earlier reply have been answered by the time the model speaks again. */
function noteCall(state: ProjectionState, event: EventOf<typeof EventKind.Action>, call: OpenCall): void {
  if (event.llm_response_id !== state.responseId) state.calls = new Map();
  state.responseId = event.llm_response_id;
  state.calls.set(event.tool_call_id, call);
}

function observation(event: EventOf<typeof EventKind.Observation>, { state }: Place): LegacyDraft[] {
  const call = callOf(state, event.tool_call_id);
  const projected = projectObservation(event.observation, call?.action);
  return projected ? [answer(call, projected)] : [];
}

/** What its clients translate instead of speaking of an error: a person stopped the call. */
function errorIdOf({ error, tool_name: tool }: EventOf<typeof EventKind.AgentError>): string {
  return error === interruptedCallFeedback(tool) ? STOPPED_CALL : '';
}

function callOf(state: ProjectionState, toolCallId: string): OpenCall | undefined {
  return state.calls.get(toolCallId);
}

function answer(call: OpenCall | undefined, projected: Pick<LegacyDraft, 'message' | 'body'>): LegacyDraft {
  return {
    source: 'agent',
    ...projected,
    ...(call?.id !== undefined && { cause: call.id }),
    ...(call && { toolCall: call.metadata }),
  };
}

function stateUpdate({ key, value }: EventOf<typeof EventKind.StateUpdate>, { state, idAt }: Place): LegacyDraft[] {
  if (key === 'confirmation_policy') state.confirmation = value as ConfirmationPolicySpec;
  if (key === 'security_analyzer') state.isAnalyzed = value !== null;
  if (key === 'stats') noteStats(state, value as { usage_to_metrics?: Record<string, Metrics> });
  return key === 'execution_status' ? statusChange(state, value as ExecutionStatus, idAt) : [];
}

function noteStats(
  state: ProjectionState,
  { usage_to_metrics: byUsage = {} }: { usage_to_metrics?: Record<string, Metrics> },
): void {
  state.metrics = llmMetrics(byUsage);
  state.model = Object.values(byUsage)[0]?.model_name ?? state.model;
}

function statusChange(state: ProjectionState, status: ExecutionStatus, idAt: Place['idAt']): LegacyDraft[] {
  const confirmation = confirmationChange(state, status, idAt);
  if (confirmation) return confirmation;
  const changed = agentStateOf(status, state);
  const reason = status === ExecutionStatus.Stuck ? STUCK : status === ExecutionStatus.Error ? state.failure : '';
  state.wasCutOff = false;
  return [stateChanged(changed, reason)];
}

/** Forgotten events stay in the log and in the replay, so clients have nothing to take back. */
function condensation({ summary, summary_offset: offset }: EventOf<typeof EventKind.Condensation>): LegacyDraft[] {
  const hasSummary = typeof summary === 'string' && typeof offset === 'number';
  const args = {
    forgotten_event_ids: [],
    forgotten_events_start_id: null,
    forgotten_events_end_id: null,
    summary: hasSummary ? summary : null,
    summary_offset: hasSummary ? offset : null,
  };
  return [
    { source: 'agent', message: summary ?? 'The history was shortened.', body: { action: 'condensation', args } },
  ];
}
