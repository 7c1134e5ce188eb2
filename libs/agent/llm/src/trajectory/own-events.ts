import { EventKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import type { ReplayStep } from '@openhands-nest/agent-ports';
import { isObject, refusal, type Item, type JsonObject } from './item.js';

type Call = ReplayStep['calls'][number];

/** A step and the reply that it belongs to, since the calls of one reply are events of their own. */
export interface OwnStep {
  readonly step: ReplayStep;
  readonly responseId?: string;
}

/** One Agent Server event as a step; undefined for those that were no model's or user's doing. */
export function ownStep(item: Item): OwnStep | undefined {
  const { fields } = item;
  if (fields['kind'] === EventKind.Action) return actionStep(item);
  if (fields['kind'] !== EventKind.Message) return undefined;
  const text = textsIn(isObject(fields['llm_message']) ? fields['llm_message']['content'] : undefined);
  if (fields['source'] === 'user') return { step: { calls: [], userMessage: text } };
  return fields['source'] === 'agent' ? { step: { thought: text, calls: [] } } : undefined;
}

function actionStep(item: Item): OwnStep {
  const thought = textsIn(item.fields['thought']);
  const responseId = item.fields['llm_response_id'];
  return {
    step: { ...(thought === '' ? {} : { thought }), calls: [callIn(item)] },
    ...(typeof responseId === 'string' ? { responseId } : {}),
  };
}

function callIn(item: Item): Call {
  const { action, tool_call: toolCall, tool_name: toolName } = item.fields;
  const tool = typeof toolName === 'string' ? toolName : isObject(toolCall) ? toolCall['name'] : undefined;
  if (typeof tool !== 'string') throw refusal(item, 'it lacks tool_name.');
  if (!Object.values<string>(ToolName).includes(tool)) throw refusal(item, whyNot(tool));
  return { tool, arguments: isObject(action) ? withoutKind(action) : argumentsOf(item, toolCall) };
}

function whyNot(tool: string): string {
  if (tool.startsWith('browser')) return `it is a call of the browser (${tool}), which has no replay. Remove it.`;
  return `the tool "${tool}" is not one of ${Object.values(ToolName).join(', ')}; calls of MCP and client tools have no replay. Remove it.`;
}

function argumentsOf(item: Item, toolCall: unknown): JsonObject {
  const json = isObject(toolCall) ? toolCall['arguments'] : undefined;
  try {
    const parsed: unknown = typeof json === 'string' ? JSON.parse(json) : undefined;
    if (isObject(parsed)) return withoutKind(parsed);
  } catch {
    // Refused below, together with arguments that are no object.
  }
  throw refusal(item, 'neither its action nor the arguments of its tool_call can be read.');
}

/** Arguments as a model writes them; nulls mean "left out". */
function withoutKind(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => name !== 'kind' && value !== null));
}

function textsIn(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content
    .flatMap((part: unknown) => (isObject(part) && typeof part['text'] === 'string' ? [part['text']] : []))
    .join('\n');
}
