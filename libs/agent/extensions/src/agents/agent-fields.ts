import type { CondenserSpec, HookConfig, PermissionMode } from '@openhands-nest/agent-ports';
import { HookConfigError, parseHookConfig } from '../hooks/hook-config.js';
import { AgentFormatError } from './agent-format-error.js';

export type Fields = Readonly<Record<string, unknown>>;

const MODES: readonly PermissionMode[] = ['always_confirm', 'never_confirm', 'confirm_risky'];
const NO_CONDENSER = ['none', 'off', 'false', 'no', 'disable', 'disabled'];

/** Condensers of one agent. */
const MAX_CONDENSERS = 10;

export function textField(fields: Fields, key: string): string | null {
  const value = fields[key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') throw new AgentFormatError([key], `${key} must be a text.`);
  return `${value as string}`;
}

/** A list of texts; one text alone is split where the separator says so. */
export function textsField(fields: Fields, key: string, separator?: string): string[] {
  const value = fields[key] ?? [];
  if (typeof value === 'string')
    return (separator ? value.split(separator) : [value]).map((part) => part.trim()).filter(Boolean);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new AgentFormatError([key], `${key} must be a list of texts.`);
}

/** Greater than zero. */
export function numberField(fields: Fields, key: string, kind: 'whole' | 'any'): number | null {
  const value = fields[key];
  if (value === undefined || value === null) return null;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && number > 0 && (kind === 'any' ? Number.isFinite(number) : Number.isInteger(number)))
    return number;
  throw new AgentFormatError([key], `${key} must be a ${kind === 'whole' ? 'whole ' : ''}number greater than 0.`);
}

export function objectField(fields: Fields, key: string): Fields | null {
  const value = fields[key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw new AgentFormatError([key], `${key} must be an object.`);
}

export function modeField(fields: Fields): PermissionMode | null {
  const text = textField(fields, 'permission_mode')?.trim().toLowerCase();
  if (text === undefined) return null;
  const mode = MODES.find((candidate) => candidate === text);
  if (mode) return mode;
  throw new AgentFormatError(['permission_mode'], `permission_mode must be one of ${MODES.join(', ')}.`);
}

export function hooksField(fields: Fields): HookConfig | null {
  const value = objectField(fields, 'hooks');
  if (!value) return null;
  try {
    return parseHookConfig(value);
  } catch (error) {
    if (error instanceof HookConfigError) throw new AgentFormatError(['hooks', ...error.path], error.message);
    throw error;
  }
}

/** Undefined: the usual one. Null: none. */
export function condenserField(fields: Fields): CondenserSpec | null | undefined {
  const value = fields['condenser'];
  if (value === undefined || value === null || value === true) return undefined;
  if (value === false) return null;
  if (typeof value === 'object') return condenserObject(value as Fields);
  const text = `${value as string}`.trim().toLowerCase();
  if (text === '' || text === 'default' || text === 'inherit') return undefined;
  if (NO_CONDENSER.includes(text)) return null;
  throw new AgentFormatError(['condenser'], 'condenser must be default, none, or an object with its kind.');
}

function condenserObject(value: Fields): CondenserSpec | null {
  if (value['kind'] === 'NoOpCondenser') return null;
  if (value['kind'] === 'PipelineCondenser') return condensersInARow(value['condensers']);
  if (value['kind'] !== 'LLMSummarizingCondenser')
    throw new AgentFormatError(
      ['condenser', 'kind'],
      'condenser must be LLMSummarizingCondenser, PipelineCondenser or NoOpCondenser.',
    );
  const maxSize = numberField(value, 'max_size', 'whole') ?? 240;
  const keepFirst = numberField(value, 'keep_first', 'whole') ?? 2;
  const maxTokens = numberField(value, 'max_tokens', 'whole');
  if (maxSize >= 2 * keepFirst + 2) return { maxSize, keepFirst, ...(maxTokens && { maxTokens }) };
  throw new AgentFormatError(['condenser', 'max_size'], 'max_size must be more than twice keep_first.');
}

/** Each has its turn when those before it have nothing to do. */
function condensersInARow(members: unknown): CondenserSpec | null {
  const isList = Array.isArray(members) && members.length <= MAX_CONDENSERS && members.every(isMember);
  if (!isList)
    throw new AgentFormatError(['condenser', 'condensers'], `condensers must be a list of at most ${MAX_CONDENSERS}.`);
  return (members as Fields[])
    .map(condenserObject)
    .reduceRight<CondenserSpec | null>((next, member) => (member ? { ...member, ...(next && { next }) } : next), null);
}

/** Rows within rows say nothing that one row does not. */
function isMember(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Fields)['kind'] !== 'PipelineCondenser';
}
