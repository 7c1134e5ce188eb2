import type { CondenserSpec, LlmSettings, McpServers } from '@openhands-nest/agent-ports';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { SECRET_MASK } from '@openhands-nest/contracts/agent-server';
import { invalidInput } from '../../http/problems.js';
import { mcpServersIn, mcpSpecsOf } from '../mcp/mcp-specs.js';
import { changeSecrets } from '../settings/secret-places.js';
import { RUNNABLE_TOOLS } from './runnable-tools.js';
import { named, notBuilt, refuseUnbuilt } from './unbuilt.js';
import { checkAgentContext } from './agent-context-document.js';
import { readCondenser } from './condenser-document.js';
import { llmSettingsOf, withoutSecrets } from './llm-document.js';

type Document = Readonly<Record<string, unknown>>;

/** What an agent description means for the engine. */
export interface AgentChoice {
  readonly llm: LlmSettings;
  readonly tools: readonly string[];
  /** Added to the system prompt. */
  readonly instructions?: string;
  readonly condenser?: CondenserSpec;
  readonly mcpServers: McpServers;
  /** The description as it is shown again: complete with its kind, without secrets. */
  readonly document: Document;
}

type Location = readonly (string | number)[];

const NOT_BUILT = ['filter_tools_regex', 'critic', 'system_prompt', 'persona'];
const BUILT_IN_TOOLS: Readonly<Record<string, string>> = { FinishTool: ToolName.Finish, ThinkTool: ToolName.Think };
const CONFIGURED_TOOLS: ReadonlySet<string> = new Set(
  RUNNABLE_TOOLS.filter((name) => !Object.values(BUILT_IN_TOOLS).includes(name)),
);

/** Tools of the protocol that are not built. */
const TOOLS_TO_COME: ReadonlySet<string> = new Set(['start_child_conversation', 'switch_llm', 'workflow']);

/** Reads the description of an agent. @param at part of the request that holds it. @throws InvalidInputError, NotImplementedError */
export function readAgent(agent: Document, at: Location = ['body', 'agent']): AgentChoice {
  if (agent.kind !== undefined && agent.kind !== 'Agent') throw notBuilt(`an agent of kind ${named(agent.kind)}`);
  refuseUnbuilt('agent.', agent, NOT_BUILT);
  const context = (agent.agent_context ?? {}) as Document;
  checkAgentContext(context, [...at, 'agent_context']);

  const instructions = typeof context.system_message_suffix === 'string' ? context.system_message_suffix.trim() : '';
  return {
    llm: llmSettingsOf(agent.llm, [...at, 'llm']),
    tools: [...configuredTools(agent.tools ?? [], at), ...builtInTools(agent.include_default_tools, at)],
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

function configuredTools(tools: unknown, at: Location): string[] {
  return listOf(tools, [...at, 'tools']).map((tool, index) => {
    const name = (tool as { name?: unknown } | null)?.name;
    if (typeof name !== 'string') throw invalidInput([...at, 'tools', index, 'name'], 'Field required', 'missing');
    const known = snakeCase(name);
    if (CONFIGURED_TOOLS.has(known)) return known;
    if (TOOLS_TO_COME.has(known)) throw notBuilt(`the tool ${named(name)}`);
    const tools = [...CONFIGURED_TOOLS].join(', ');
    throw invalidInput([...at, 'tools', index, 'name'], `There is no tool '${named(name)}' here; use one of ${tools}`);
  });
}

/** Named by their classes in the protocol. Absent means both. */
function builtInTools(names: unknown, at: Location): string[] {
  if (names === undefined) return Object.values(BUILT_IN_TOOLS);
  // That one comes with the skills that it reads, if there are any.
  const wanted = listOf(names, [...at, 'include_default_tools']).filter((name) => name !== 'InvokeSkillTool');
  return wanted.map((name) => {
    const known = typeof name === 'string' && Object.hasOwn(BUILT_IN_TOOLS, name) ? BUILT_IN_TOOLS[name] : undefined;
    if (known !== undefined) return known;
    throw notBuilt(`the built-in tool ${named(name)}`);
  });
}

function listOf(value: unknown, at: Location): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidInput(at, 'Input should be a valid list', 'list_type');
}

/** Older clients name tools by their classes, as in `FileEditorTool`. */
function snakeCase(name: string): string {
  if (!name.endsWith('Tool')) return name;
  return name
    .slice(0, -'Tool'.length)
    .replace(/(?<=.)([A-Z])/g, '_$1')
    .toLowerCase();
}
