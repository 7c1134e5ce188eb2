import type { ConversationRecord, PluginSpec } from '@openhands-nest/agent-ports';
import type { Change } from '../journal/draft.js';

/** Where it is kept which plugins were added while the conversation went on. */
const STATE_KEY = 'plugins';

/** One that is there already stays where it is. */
export function pluginChange({ agentState }: ConversationRecord, plugin: PluginSpec): Change | undefined {
  const added = (agentState[STATE_KEY] ?? []) as readonly PluginSpec[];
  if (added.some((known) => JSON.stringify(known) === JSON.stringify(plugin))) return undefined;
  return { patch: { agentState: { ...agentState, [STATE_KEY]: [...added, plugin] } } };
}
