import { SECRET_MASK } from '@openhands-nest/contracts/agent-server';
import { mcpServersIn, mcpSpecsOf } from '../mcp/mcp-specs.js';
import { changeSecrets } from '../settings/secret-places.js';
import { isAskedFor, named, notBuilt } from './unbuilt.js';
import { readAcpAgent } from './acp-document.js';
import type { AgentChoice, Document, Location } from './agent-choice.js';
import { readTools } from './agent-tools.js';
import { checkAgentContext } from './agent-context-document.js';
import { readCondenser } from './condenser-document.js';
import { readCritic } from './critic-document.js';
import { readPrompt } from './prompt-document.js';
import { llmSettingsOf } from './llm-document.js';
import { withoutSecrets } from './without-secrets.js';

/** Reads the description of an agent. @param at part of the request that holds it. @throws InvalidInputError, NotImplementedError */
export function readAgent(agent: Document, at: Location = ['body', 'agent']): AgentChoice {
  if (agent.kind === 'ACPAgent') return readAcpAgent(agent, at);
  if (agent.kind !== undefined && agent.kind !== 'Agent') throw notBuilt(`an agent of kind ${named(agent.kind)}`);
  const context = (agent.agent_context ?? {}) as Document;
  checkAgentContext(context, [...at, 'agent_context']);

  const condensed = readCondenser(agent, [...at, 'condenser']);
  const judged = readCritic(agent, [...at, 'critic']);
  const partKeys = { ...condensed.partKeys, ...judged.partKeys };
  const instructions = typeof context.system_message_suffix === 'string' ? context.system_message_suffix.trim() : '';
  return {
    llm: llmSettingsOf(agent.llm, [...at, 'llm']),
    parts: {
      ...readTools(agent, at),
      ...condensed,
      ...readPrompt(agent, at),
      ...judged,
      ...(isAskedFor(partKeys) && { partKeys }),
    },
    ...(instructions && { instructions }),
    mcpServers: mcpSpecsOf(agent.mcp_config, [...at, 'mcp_config']),
    document: changeSecrets(withoutSecrets({ kind: 'Agent', ...agent, ...unwrapped(agent, at) }), () => SECRET_MASK),
  };
}

/** Secrets are looked for in the servers themselves. */
function unwrapped({ mcp_config: config }: Document, at: Location): Document {
  return config === undefined ? {} : { mcp_config: mcpServersIn(config, [...at, 'mcp_config']) };
}
