import { ToolName } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord, Tool } from '@openhands-nest/agent-ports';

/** What every agent needs, or chooses for itself, is not filtered. */
const ALWAYS: ReadonlySet<string> = new Set([
  ...[ToolName.Finish, ToolName.Think],
  ...[ToolName.InvokeSkill, ToolName.SwitchLlm],
]);

/** Whether a conversation offers a tool: where its agent has a filter, the beginning of the name must match it. */
export function toolFilter({ spec }: ConversationRecord): (tool: Pick<Tool, 'name'>) => boolean {
  if (spec.toolFilter === undefined) return () => true;
  const pattern = new RegExp(`^(?:${spec.toolFilter})`);
  return ({ name }) => ALWAYS.has(name) || pattern.test(name);
}
