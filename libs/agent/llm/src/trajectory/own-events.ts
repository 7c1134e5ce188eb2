import { EventKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import type { ReplayStep } from '@openhands-nest/agent-ports';
import { isObject, objectIn, refusal, type Item, type JsonObject } from './item.js';

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
  const content = isObject(fields['llm_message']) ? fields['llm_message']['content'] : undefined;
  const text = textsIn(content);
  if (fields['source'] === 'user') return { step: { calls: [], userMessage: text, ...imagesIn(content) } };
  return fields['source'] === 'agent' ? { step: { thought: text, calls: [] } } : undefined;
}

function actionStep(item: Item): OwnStep | undefined {
  const thought = textsIn(item.fields['thought']);
  const responseId = item.fields['llm_response_id'];
  const step = item.fields['action'] === null && !canBeRead(item) ? thoughtAlone(thought) : callStep(item, thought);
  return step && { step, ...(typeof responseId === 'string' ? { responseId } : {}) };
}

function callStep(item: Item, thought: string): ReplayStep {
  return { ...(thought === '' ? {} : { thought }), calls: [callIn(item)] };
}

/** A call that was not understood did nothing; only what was said beside it counts. */
function thoughtAlone(thought: string): ReplayStep | undefined {
  return thought === '' ? undefined : { calls: [{ tool: ToolName.Think, arguments: { thought } }] };
}

function callIn(item: Item): Call {
  const { action, tool_call: toolCall, tool_name: toolName } = item.fields;
  const tool = typeof toolName === 'string' ? toolName : isObject(toolCall) ? toolCall['name'] : undefined;
  if (typeof tool !== 'string') throw refusal(item, 'it lacks tool_name.');
  return { tool, arguments: isObject(action) ? withoutKind(action) : argumentsOf(item, toolCall) };
}

function argumentsOf(item: Item, toolCall: unknown): JsonObject {
  const found = isObject(toolCall) ? objectIn(toolCall['arguments']) : undefined;
  if (found) return withoutKind(found);
  throw refusal(item, 'neither its action nor the arguments of its tool_call can be read.');
}

function canBeRead({ fields: { tool_call: toolCall } }: Item): boolean {
  return isObject(toolCall) && objectIn(toolCall['arguments']) !== undefined;
}

/** Arguments as a model writes them; nulls mean "left out". */
function withoutKind(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => name !== 'kind' && value !== null));
}

function imagesIn(content: unknown): Pick<ReplayStep, 'userImages'> {
  const parts = Array.isArray(content) ? content : [];
  const images = parts.flatMap((part: unknown) => (isObject(part) ? (part['image_urls'] ?? []) : []));
  const userImages = images.filter((image) => typeof image === 'string');
  return userImages.length > 0 ? { userImages } : {};
}

function textsIn(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content
    .flatMap((part: unknown) => (isObject(part) && typeof part['text'] === 'string' ? [part['text']] : []))
    .join('\n');
}
