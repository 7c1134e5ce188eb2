import type { AgentDefinition } from '@openhands-nest/agent-ports';
import type { SubAgentInfo } from '@openhands-nest/contracts/agent-server';

/** A definition as clients are shown it. */
export function toSubAgentInfo(definition: AgentDefinition): SubAgentInfo {
  const { condenser: _, ...shown } = definition;
  return {
    ...(shown as unknown as SubAgentInfo),
    mcp_servers: definition.mcp_config ?? null,
    condenser: condenserDocument(definition),
    is_builtin: definition.level === 'builtin',
  };
}

/** Null: the usual one. */
function condenserDocument({ condenser }: AgentDefinition): Record<string, unknown> | null {
  if (condenser === undefined) return null;
  if (condenser === null) return { kind: 'NoOpCondenser' };
  return { kind: 'LLMSummarizingCondenser', max_size: condenser.maxSize, keep_first: condenser.keepFirst };
}
