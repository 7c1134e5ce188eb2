import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { isObject, objectIn, type Item, type JsonObject } from './item.js';

/** Tools of ours whose calls say more than their form in 0.53 does. */
const OURS: ReadonlySet<unknown> = new Set<ToolName>([
  ToolName.ReadFile,
  ToolName.WriteFile,
  ToolName.Edit,
  ToolName.PlanningFileEditor,
  ToolName.Task,
  ToolName.Delegate,
]);
const BROWSER = /^browser_[a-z_]+$/;

/** The call itself, where this server has recorded it beside the action that 0.53 shows for it. */
export function exactCall({ fields }: Item): { readonly tool: string; readonly arguments: JsonObject } | undefined {
  const metadata = fields['tool_call_metadata'];
  const tool = isObject(metadata) ? metadata['function_name'] : undefined;
  if (!isObject(metadata) || typeof tool !== 'string' || !(OURS.has(tool) || BROWSER.test(tool))) return undefined;
  const values = objectIn(argumentsIn(metadata['model_response']));
  return values && { tool, arguments: values };
}

function argumentsIn(reply: unknown): unknown {
  const [choice] = listIn(reply, 'choices');
  const [call] = listIn(isObject(choice) ? choice['message'] : undefined, 'tool_calls');
  return isObject(call) && isObject(call['function']) ? call['function']['arguments'] : undefined;
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}
