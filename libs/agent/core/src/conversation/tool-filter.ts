import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { someMatch, type ConversationRecord, type Tool } from '@openhands-nest/agent-ports';

/** What every agent needs, or chooses for itself, is not filtered. */
const ALWAYS: ReadonlySet<string> = new Set([
  ...[ToolName.Finish, ToolName.Think],
  ...[ToolName.InvokeSkill, ToolName.SwitchLlm],
]);

/** Whether a conversation offers a tool: where its agent has a filter, the beginning of the name must match it. */
export function toolFilter({ spec }: ConversationRecord): (tool: Pick<Tool, 'name'>) => boolean {
  if (spec.toolFilter === undefined) return () => true;
  const patterns = [new RegExp(`^(?:${spec.toolFilter})`)];
  // What cannot be said in time is not offered.
  return ({ name }) => ALWAYS.has(name) || someMatch(patterns, name) === true;
}
