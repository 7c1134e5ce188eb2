import type { Location } from './issue.js';
import type { Schema } from './schema.js';
import { refuse, type Walk } from './walk.js';
import { count } from './wording.js';

export function parseList(walk: Walk, schema: Schema, value: unknown, at: Location): unknown {
  if (!Array.isArray(value))
    return refuse(walk, { type: 'list_type', loc: at, msg: 'Input should be a valid list', input: value });
  const parsed = parseItems(walk, schema.items, value, at);
  checkLength(walk, schema, value, at);
  return parsed;
}

function parseItems(walk: Walk, items: Schema | undefined, values: readonly unknown[], at: Location): unknown[] {
  if (!items) return [...values];
  const parsed: unknown[] = [];
  for (const [index, value] of values.entries()) {
    if (walk.issues.isFull) break;
    parsed.push(walk.parse(items, value, [...at, index]));
  }
  return parsed;
}

function checkLength(walk: Walk, { minItems, maxItems }: Schema, input: readonly unknown[], loc: Location): void {
  const found = { field_type: 'List', actual_length: input.length };
  if (minItems !== undefined && input.length < minItems) {
    const msg = `List should have at least ${count(minItems, 'item')} after validation, not ${input.length}`;
    refuse(walk, { type: 'too_short', loc, msg, input, ctx: { ...found, min_length: minItems } });
  }
  if (maxItems !== undefined && input.length > maxItems) {
    const msg = `List should have at most ${count(maxItems, 'item')} after validation, not ${input.length}`;
    refuse(walk, { type: 'too_long', loc, msg, input, ctx: { ...found, max_length: maxItems } });
  }
}

/** Keys of any name are data: `fromEntries` makes `__proto__` a key like all others. */
export function parseMap(walk: Walk, schema: Schema, value: unknown, at: Location): unknown {
  if (!isDictionary(value))
    return refuse(walk, { type: 'dict_type', loc: at, msg: 'Input should be a valid dictionary', input: value });
  const values = schema.additionalProperties;
  if (typeof values !== 'object') return value;

  const parsed: [string, unknown][] = [];
  for (const [key, entry] of Object.entries(value)) {
    if (walk.issues.isFull) break;
    parsed.push([key, walk.parse(values, entry, [...at, key])]);
  }
  return Object.fromEntries(parsed);
}

export function isDictionary(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
