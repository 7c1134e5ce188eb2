import type { ConversationRecord } from '@openhands-nest/agent-ports';
import type { SourceQuery } from '../fetch/extension-source.js';

/** Where it is kept which plugins were added while the conversation went on. */
export const RUNTIME_PLUGINS = 'plugins';

export function runtimePlugins({ agentState }: ConversationRecord): readonly SourceQuery[] {
  return (agentState[RUNTIME_PLUGINS] as readonly SourceQuery[] | undefined) ?? [];
}
