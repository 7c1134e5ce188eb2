import { SkillFormatError } from './skill-format-error.js';

type Header = Readonly<Record<string, unknown>>;

/** The first of the keys that says something. */
export function valueOf(header: Header, ...keys: readonly string[]): unknown {
  return keys.map((key) => header[key]).find((value) => value !== undefined && value !== null);
}

export function textOf(header: Header, ...keys: readonly string[]): string | null {
  const value = valueOf(header, ...keys);
  return value === undefined ? null : asText(value);
}

export function flagOf(header: Header, ...keys: readonly string[]): boolean {
  return valueOf(header, ...keys) === true;
}

/** @throws SkillFormatError unless it is a list */
export function listOf(header: Header, key: string): string[] {
  const value = valueOf(header, key) ?? [];
  if (!Array.isArray(value)) throw new SkillFormatError(`"${key}" must be a list.`);
  return value.map(asText).filter((entry) => entry.trim() !== '');
}

/** A list, or one text with the given separator between its entries. Null when it is not there or empty. */
export function splitListOf(header: Header, separator: RegExp, ...keys: readonly string[]): string[] | null {
  const value = valueOf(header, ...keys);
  if (value === undefined) return null;
  if (typeof value !== 'string' && !Array.isArray(value))
    throw new SkillFormatError(`"${keys[0]}" must be a text or a list.`);
  const entries = (typeof value === 'string' ? value.split(separator) : value.map(asText)).map((entry) => entry.trim());
  return entries.filter((entry) => entry !== '');
}

/** @throws SkillFormatError unless it is an object */
export function objectOf(header: Header, key: string): Record<string, unknown> | null {
  const value = valueOf(header, key);
  if (value === undefined) return null;
  if (typeof value !== 'object' || Array.isArray(value)) throw new SkillFormatError(`"${key}" must be an object.`);
  return value as Record<string, unknown>;
}

export function textsOf(object: Readonly<Record<string, unknown>> | null): Record<string, string> | null {
  return object && Object.fromEntries(Object.entries(object).map(([key, value]) => [key, asText(value)]));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
