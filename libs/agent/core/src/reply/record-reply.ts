import type { Action, TextContent } from '@openhands-nest/contracts/events';
import {
  EventKind,
  EventSource,
  FailureKind,
  MessageRole,
  SecurityRisk,
  UserAction,
} from '@openhands-nest/contracts/vocabulary';
import {
  InvalidArgumentsError,
  type Ids,
  type LlmReply,
  type LlmToolCall,
  type Tool,
} from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';
import { unknownToolFeedback, unparsableArgumentsFeedback } from '../prompts/feedback.js';
import { parseToolArguments } from './tool-arguments.js';
import { resolveToolName } from './tool-name.js';

/**
 * The events that a model reply becomes: one action per tool call first, then an error for each call that makes no sense.
 * @param keepsRisk whether what the model says of a call's risk counts
 */
export function replyEvents(
  reply: LlmReply,
  tools: ReadonlyMap<string, Tool>,
  ids: Ids,
  keepsRisk = false,
): EventDraft[] {
  if (reply.toolCalls.length === 0) return [messageEvent(reply)];
  const used = new Set<string>();
  const calls = reply.toolCalls.map((call) => understand(withUniqueId(call, used, ids), tools));
  return [
    ...calls.map((call, index) =>
      actionEvent(keepsRisk ? call : { ...call, risk: SecurityRisk.Unknown }, reply, index === 0, ids),
    ),
    ...calls.flatMap(errorEvent),
  ];
}

interface Understood {
  readonly call: LlmToolCall;
  readonly toolName: string;
  readonly action: Action | null;
  readonly summary: string;
  readonly risk: SecurityRisk;
  readonly problem?: string;
}

function understand(call: LlmToolCall, tools: ReadonlyMap<string, Tool>): Understood {
  const toolName = resolveToolName(call.name, new Set(tools.keys()));
  const fallback = `${toolName}: ${call.arguments}`.slice(0, 200);
  const tool = tools.get(toolName);
  if (!tool)
    return {
      call,
      toolName,
      action: null,
      summary: fallback,
      risk: SecurityRisk.Unknown,
      problem: unknownToolFeedback(call.name, [...tools.keys()]),
    };
  try {
    const { values, summary, risk } = parseToolArguments(call.arguments, declaredKeys(tool));
    return { call, toolName, action: tool.parse(values), summary: summary ?? fallback, risk: riskOf(tool, risk) };
  } catch (error) {
    return {
      call,
      toolName,
      action: null,
      summary: fallback,
      risk: SecurityRisk.Unknown,
      problem: problemOf(error, toolName),
    };
  }
}

/** Looking changes nothing, so its risk is not asked for. */
function riskOf({ annotations }: Tool, said: string | undefined): SecurityRisk {
  const risk = Object.values(SecurityRisk).find((known) => known === said?.toUpperCase());
  return annotations.readOnlyHint ? SecurityRisk.Unknown : (risk ?? SecurityRisk.Unknown);
}

function problemOf(error: unknown, toolName: string): string {
  if (error instanceof InvalidArgumentsError) return error.message;
  return unparsableArgumentsFeedback(toolName, error instanceof Error ? error.message : String(error));
}

function declaredKeys(tool: Tool): ReadonlySet<string> {
  return new Set(Object.keys(tool.parameters['properties'] ?? {}));
}

/** Answers are matched by call id, so each call needs one of its own; some servers repeat or omit them. */
function withUniqueId(call: LlmToolCall, used: Set<string>, ids: Ids): LlmToolCall {
  const id = call.id !== '' && !used.has(call.id) ? call.id : `call_${ids.uuid()}`;
  used.add(id);
  return { ...call, id };
}

function actionEvent(understood: Understood, reply: LlmReply, first: boolean, ids: Ids): EventDraft {
  const { call, toolName, action, summary, risk } = understood;
  return {
    id: ids.uuid(),
    kind: EventKind.Action,
    source: EventSource.Agent,
    thought: first && reply.text !== '' ? [text(reply.text)] : [],
    ...(first && reply.reasoning ? { reasoning_content: reply.reasoning } : {}),
    thinking_blocks: first ? [...reply.thinkingBlocks] : [],
    ...(first && reply.reasoningItem ? { responses_reasoning_item: { ...reply.reasoningItem } } : {}),
    ...(action ? { action } : {}),
    tool_name: toolName,
    tool_call_id: call.id,
    tool_call: { id: call.id, name: call.name, arguments: call.arguments, origin: 'completion' },
    llm_response_id: reply.responseId,
    security_risk: risk,
    summary,
  };
}

function errorEvent({ call, toolName, problem }: Understood): EventDraft[] {
  return problem === undefined ? [] : [agentError(toolName, call.id, problem, FailureKind.AgentAction)];
}

/** An answer to a call that has no observation. */
export function agentError(toolName: string, toolCallId: string, error: string, kind: FailureKind): EventDraft {
  const retryable = kind === FailureKind.AgentAction;
  return {
    kind: EventKind.AgentError,
    source: EventSource.Agent,
    tool_name: toolName,
    tool_call_id: toolCallId,
    error,
    classification: { kind, retryable, user_action: retryable ? UserAction.Retry : UserAction.None },
  };
}

function messageEvent(reply: LlmReply): EventDraft {
  return {
    kind: EventKind.Message,
    source: EventSource.Agent,
    llm_message: {
      role: MessageRole.Assistant,
      content: [text(reply.text)],
      ...(reply.reasoning ? { reasoning_content: reply.reasoning } : {}),
      thinking_blocks: [...reply.thinkingBlocks],
      ...(reply.reasoningItem ? { responses_reasoning_item: { ...reply.reasoningItem } } : {}),
    },
    llm_response_id: reply.responseId,
    activated_skills: [],
    extended_content: [],
  };
}

/** A message that the system itself puts to the model. */
export function nudge(sentence: string): EventDraft {
  return {
    kind: EventKind.Message,
    source: EventSource.Environment,
    llm_message: { role: MessageRole.User, content: [text(sentence)], thinking_blocks: [] },
    activated_skills: [],
    extended_content: [],
  };
}

function text(value: string): TextContent {
  return { cache_prompt: false, type: 'text', text: value };
}
