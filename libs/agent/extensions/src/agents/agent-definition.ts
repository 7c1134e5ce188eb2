import type { AgentDefinition, AgentLevel } from '@openhands-nest/agent-ports';
import {
  condenserField,
  hooksField,
  modeField,
  numberField,
  objectField,
  textField,
  textsField,
  type Fields,
} from './agent-fields.js';
import { AgentFormatError } from './agent-format-error.js';

/** Keys with a meaning; others are kept as metadata. */
const KNOWN = new Set([
  ...['name', 'description', 'model', 'color', 'tools', 'skills', 'max_iteration_per_run', 'max_budget_per_run'],
  ...['hooks', 'profile_store_dir', 'mcp_config', 'mcp_servers', 'permission_mode', 'condenser'],
]);
const MAX_NAME = 100;

/** What stands beside the fields themselves. */
export interface AgentOrigin {
  /** Used when the fields name none. */
  readonly name?: string;
  readonly systemPrompt?: string;
  readonly source?: string;
  readonly level: AgentLevel;
}

/** A definition from the header of a Markdown file. @throws AgentFormatError */
export function agentFromHeader(fields: Fields, origin: AgentOrigin): AgentDefinition {
  const metadata = Object.fromEntries(Object.entries(fields).filter(([key]) => !KNOWN.has(key)));
  return agentFrom(fields, origin, metadata, examplesIn(textField(fields, 'description') ?? ''));
}

/** A definition as clients send it. @throws AgentFormatError */
export function agentFromWire(value: unknown, level: AgentLevel = 'programmatic'): AgentDefinition {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AgentFormatError([], 'An agent definition must be an object.');
  const fields = value as Fields;
  const origin = {
    level,
    systemPrompt: textField(fields, 'system_prompt') ?? '',
    ...(typeof fields['source'] === 'string' && { source: fields['source'] }),
  };
  return agentFrom(fields, origin, objectField(fields, 'metadata') ?? {}, textsField(fields, 'when_to_use_examples'));
}

function agentFrom(
  fields: Fields,
  origin: AgentOrigin,
  metadata: Fields,
  examples: readonly string[],
): AgentDefinition {
  const condenser = condenserField(fields);
  return {
    name: nameOf(fields, origin),
    description: textField(fields, 'description') ?? '',
    model: textField(fields, 'model') ?? 'inherit',
    color: textField(fields, 'color'),
    tools: textsField(fields, 'tools'),
    skills: textsField(fields, 'skills', ','),
    system_prompt: origin.systemPrompt ?? '',
    source: origin.source ?? null,
    level: origin.level,
    when_to_use_examples: examples,
    hooks: hooksField(fields),
    permission_mode: modeField(fields),
    max_iteration_per_run: numberField(fields, 'max_iteration_per_run', 'whole'),
    max_budget_per_run: numberField(fields, 'max_budget_per_run', 'any'),
    mcp_config: objectField(fields, 'mcp_config') ?? objectField(fields, 'mcp_servers'),
    profile_store_dir: textField(fields, 'profile_store_dir'),
    ...(condenser !== undefined && { condenser }),
    metadata,
  };
}

function nameOf(fields: Fields, origin: AgentOrigin): string {
  const name = (textField(fields, 'name') ?? origin.name ?? '').trim();
  if (name === '') throw new AgentFormatError(['name'], 'An agent needs a name.');
  if (name.length > MAX_NAME) throw new AgentFormatError(['name'], `A name has at most ${MAX_NAME} characters.`);
  return name;
}

function examplesIn(description: string): string[] {
  return [...description.matchAll(/<example>([\s\S]*?)<\/example>/gi)].flatMap(([, text]) => text?.trim() || []);
}
