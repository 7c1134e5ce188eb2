import {
  ACPAgentSettings,
  OpenHandsAgentSettings,
  type AgentSettings,
  type CondenserSettings,
  type LLM,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import type { Json } from '../../settings/json.js';
import { withoutInputs } from '../../../http/without-inputs.js';
import { isUsable } from '../../tools/usable-tools.js';
import { criticOfSettings } from './critic-of-settings.js';

/** Part of an agent when this server can run it, and left out without a word when it cannot. */
const BROWSER = 'browser_tool_set';
const USUAL_TOOLS: readonly string[] = [
  ...[ToolName.Terminal, ToolName.FileEditor, ToolName.TaskTracker],
  ...[BROWSER, ToolName.SwitchLlm],
];
/** Names of one tool. */
const SWITCHING: readonly string[] = [ToolName.SwitchLlm, 'SwitchLLMTool'];

/** Settings as a client sends them, complete. @throws InvalidInputError without the refused values */
export function readAgentSettings(document: Json, at: readonly string[]): AgentSettings {
  const { agent_kind: kind, ...others } = document;
  if (kind === 'acp') return withoutInputs(() => parseValue(ACPAgentSettings, document, [...at]));
  // The name that older settings carry.
  const known = kind === 'llm' || kind === undefined ? 'openhands' : kind;
  return withoutInputs(() => parseValue(OpenHandsAgentSettings, { ...others, agent_kind: known }, [...at]));
}

/** The description of the agent that settings mean. Its secrets stay readable. */
export function agentOfSettings(settings: OpenHandsAgentSettings): Json {
  const { llm, mcp_config, agent_context, persona, tool_concurrency_limit } = settings;
  return {
    kind: 'Agent',
    llm: { ...llm },
    ...toolsOf(settings),
    mcp_config,
    agent_context,
    persona,
    condenser: condenserOf(settings.condenser, llm),
    critic: criticOfSettings(settings),
    tool_concurrency_limit,
  };
}

/** Tools that the protocol names by their classes stand apart from the others. */
function toolsOf(settings: OpenHandsAgentSettings): { tools: Json[]; include_default_tools: string[] } {
  const wanted = settings.tools ?? USUAL_TOOLS.map((name) => ({ name, params: {} }));
  const chosen = wanted.filter(({ name }) => name !== BROWSER || isUsable(BROWSER));
  const builtIn = chosen.flatMap(({ name }) => (SWITCHING.includes(name) ? ['SwitchLLMTool'] : []));
  const others = chosen.filter(({ name }) => !SWITCHING.includes(name) && !(name in routingTool(settings)));
  return {
    tools: [...others.map((tool) => ({ ...tool })), ...Object.values(routingTool(settings))],
    include_default_tools: [...new Set(['FinishTool', 'ThinkTool', ...builtIn])],
  };
}

/** The tool that finds models for tasks, by its name; empty when the settings do without. */
function routingTool(settings: OpenHandsAgentSettings): Readonly<Record<string, Json>> {
  const { active_meta_profile: active, meta_profile: own, meta_profile_llms: llms } = settings;
  if (!settings.enable_classify_and_switch_llm_tool) return {};
  const params = {
    ...(active !== null && { active_meta_profile: active }),
    ...(own && { meta_profile: own }),
    ...(Object.keys(llms).length > 0 && { meta_profile_llms: llms }),
  };
  return { ClassifyAndSwitchLLMTool: { name: 'ClassifyAndSwitchLLMTool', params } };
}

function condenserOf(condenser: CondenserSettings, llm: LLM): Json | null {
  if (!condenser.enabled) return null;
  if (condenser.condenser_kind === 'no_op') return { kind: 'NoOpCondenser' };
  const { enabled: _, condenser_kind: __, ...sizes } = condenser;
  return { kind: 'LLMSummarizingCondenser', llm: { ...llm, usage_id: 'condenser' }, ...sizes };
}
