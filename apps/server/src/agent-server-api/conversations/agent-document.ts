import type { CondenserSpec, LlmSettings, McpServers } from '@openhands-nest/agent-ports';
import { SECRET_MASK } from '@openhands-nest/contracts/agent-server';
import { mcpServersIn, mcpSpecsOf } from '../mcp/mcp-specs.js';
import { changeSecrets } from '../settings/secret-places.js';
import { named, notBuilt, refuseUnbuilt } from './unbuilt.js';
import { readTools, type AgentTools } from './agent-tools.js';
import { checkAgentContext } from './agent-context-document.js';
import { readCondenser } from './condenser-document.js';
import { llmSettingsOf, withoutSecrets } from './llm-document.js';

type Document = Readonly<Record<string, unknown>>;

/** What an agent description means for the engine. */
export interface AgentChoice extends AgentTools {
  readonly llm: LlmSettings;
  /** Added to the system prompt. */
  readonly instructions?: string;
  readonly condenser?: CondenserSpec;
  readonly mcpServers: McpServers;
  /** The description as it is shown again: complete with its kind, without secrets. */
  readonly document: Document;
}

type Location = readonly (string | number)[];

const NOT_BUILT = ['filter_tools_regex', 'critic', 'system_prompt', 'persona'];
/** Reads the description of an agent. @param at part of the request that holds it. @throws InvalidInputError, NotImplementedError */
export function readAgent(agent: Document, at: Location = ['body', 'agent']): AgentChoice {
  if (agent.kind !== undefined && agent.kind !== 'Agent') throw notBuilt(`an agent of kind ${named(agent.kind)}`);
  refuseUnbuilt('agent.', agent, NOT_BUILT);
  const context = (agent.agent_context ?? {}) as Document;
  checkAgentContext(context, [...at, 'agent_context']);

  const instructions = typeof context.system_message_suffix === 'string' ? context.system_message_suffix.trim() : '';
  return {
    llm: llmSettingsOf(agent.llm, [...at, 'llm']),
    ...readTools(agent, at),
    ...(instructions && { instructions }),
    ...condenserOf(agent, at),
    mcpServers: mcpSpecsOf(agent.mcp_config, [...at, 'mcp_config']),
    document: changeSecrets(withoutSecrets({ kind: 'Agent', ...agent, ...unwrapped(agent, at) }), () => SECRET_MASK),
  };
}

/** Secrets are looked for in the servers themselves. */
function unwrapped({ mcp_config: config }: Document, at: Location): Document {
  return config === undefined ? {} : { mcp_config: mcpServersIn(config, [...at, 'mcp_config']) };
}

function condenserOf(agent: Document, at: Location): { condenser?: CondenserSpec } {
  const condenser = readCondenser(agent, [...at, 'condenser']);
  return condenser ? { condenser } : {};
}
