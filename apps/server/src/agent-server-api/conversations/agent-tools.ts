import type { CreateConversation } from '@openhands-nest/agent-core';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from '../../http/problems.js';
import { readRouting, type Routing } from './routing-document.js';
import { RUNNABLE_TOOLS } from './runnable-tools.js';
import { isAskedFor, named, notBuilt } from './unbuilt.js';

type Document = Readonly<Record<string, unknown>>;
type Location = readonly (string | number)[];

/** Every agent has these, unless its description says otherwise. */
const DEFAULT_TOOLS: readonly string[] = [ToolName.Finish, ToolName.Think];
/** Tools that come with the protocol, by the names of their classes. */
const BUILT_IN_TOOLS: Readonly<Record<string, string>> = {
  FinishTool: ToolName.Finish,
  ThinkTool: ToolName.Think,
  SwitchLLMTool: ToolName.SwitchLlm,
  ClassifyAndSwitchLLMTool: ToolName.RouteTask,
};
const CONFIGURED_TOOLS: ReadonlySet<string> = new Set(RUNNABLE_TOOLS.filter((name) => !DEFAULT_TOOLS.includes(name)));
/** Tools of the protocol that are not built. */
const TOOLS_TO_COME: ReadonlySet<string> = new Set(['workflow', 'workflow_tool_set']);

/** The tools of an agent, and what their parameters mean. @throws InvalidInputError, NotImplementedError */
export function readTools(
  { tools = [], include_default_tools: defaults }: Document,
  at: Location,
): Pick<CreateConversation, 'tools' | 'routing' | 'models'> {
  const chosen = listOf(tools, [...at, 'tools']).map((tool, index) => readTool(tool, [...at, 'tools', index]));
  const names = [...chosen.map(({ name }) => name), ...builtInTools(defaults, at)];
  const routed = chosen.find(({ routing }) => routing !== undefined);
  return {
    tools: [...new Set(names)],
    ...(routed?.routing && { routing: routed.routing }),
    ...(routed?.models && { models: routed.models }),
  };
}

function readTool(tool: unknown, at: Location): Routing & { readonly name: string } {
  const { name, params } = (tool ?? {}) as { name?: unknown; params?: unknown };
  if (typeof name !== 'string') throw invalidInput([...at, 'name'], 'Field required', 'missing');
  const known = canonicalName(name);
  if (TOOLS_TO_COME.has(known)) throw notBuilt(`the tool ${named(name)}`);
  if (!isToolName(name)) {
    const all = [...CONFIGURED_TOOLS].join(', ');
    throw invalidInput([...at, 'name'], `There is no tool '${named(name)}' here; use one of ${all}`);
  }
  if (known === ToolName.RouteTask) return { name: known, ...readRouting(params, [...at, 'params']) };
  if (known === ToolName.StartChildConversation && isAskedFor((params as Document | undefined)?.launch_url))
    throw notBuilt('another place for children (launch_url)');
  return { name: known };
}

/** Named by their classes in the protocol. */
function builtInTools(names: unknown, at: Location): readonly string[] {
  if (names === undefined) return DEFAULT_TOOLS;
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

/** Whether an agent here can be given a tool of this name. */
export function isToolName(name: string): boolean {
  const known = canonicalName(name);
  return CONFIGURED_TOOLS.has(known) || DEFAULT_TOOLS.includes(known);
}

function canonicalName(name: string): string {
  return (Object.hasOwn(BUILT_IN_TOOLS, name) ? BUILT_IN_TOOLS[name] : undefined) ?? snakeCase(name);
}

/** Older clients name tools by their classes, as in `FileEditorTool`. */
function snakeCase(name: string): string {
  if (!name.endsWith('Tool')) return name;
  return name
    .slice(0, -'Tool'.length)
    .replace(/(?<=.)([A-Z])/g, '_$1')
    .toLowerCase();
}
