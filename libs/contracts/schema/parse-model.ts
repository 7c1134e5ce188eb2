import type { Location } from './issue.js';
import { isDictionary } from './parse-container.js';
import type { DeclaredField } from './declared-field.js';
import { extraOf, fieldsOf } from './registry.js';
import { RuleError } from './rule-error.js';
import type { ModelClass } from './schema.js';
import { refuse, type Walk } from './walk.js';

/** A plain object with the declared keys only; absent keys get their defaults. */
export function parseModel(walk: Walk, model: ModelClass, value: unknown, at: Location): unknown {
  if (!isDictionary(value)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    return refuse(walk, { type: 'model_attributes_type', loc: at, msg, input: value });
  }
  const fields = fieldsOf(model);
  const parsed: [string, unknown][] = [];
  for (const field of fields.values()) {
    const result = parseField(walk, field, value, at);
    if (result !== undefined && !field.ignored) parsed.push([field.name, result]);
  }
  if (extraOf(model).additionalProperties === false) refuseUnknownKeys(walk, fields, value, at);
  return Object.fromEntries(parsed);
}

/** The value of one property of an object, or undefined when it stays absent. */
export function parseField(
  walk: Walk,
  field: DeclaredField,
  object: Readonly<Record<string, unknown>>,
  at: Location,
): unknown {
  const loc = [...at, field.name];
  const sent = Object.hasOwn(object, field.name) ? object[field.name] : undefined;
  if (sent === undefined) {
    return field.required
      ? refuse(walk, { type: 'missing', loc, msg: 'Field required', input: object })
      : initialOf(field);
  }
  return parseSent(walk, field, sent, loc);
}

function parseSent(walk: Walk, field: DeclaredField, sent: unknown, loc: Location): unknown {
  const complain = (complaint: string): undefined =>
    refuse(walk, { type: 'value_error', loc, msg: `Value error, ${complaint}`, input: sent, ctx: { error: {} } });
  const before = walk.issues.length;
  try {
    const parsed = walk.parse(field.schema, field.before ? field.before(sent) : sent, loc);
    if (walk.issues.length > before) return undefined;
    const complaint = field.check?.(parsed as never);
    return complaint === undefined ? parsed : complain(complaint);
  } catch (error) {
    if (error instanceof RuleError) return complain(error.message);
    throw error;
  }
}

function initialOf(field: DeclaredField): unknown {
  if (field.initial) return field.initial();
  const value = field.schema.default;
  // Cloning a number or a text costs more than all the rest of parsing it.
  return typeof value === 'object' ? structuredClone(value) : value;
}

function refuseUnknownKeys(
  walk: Walk,
  fields: ReadonlyMap<string, unknown>,
  object: Readonly<Record<string, unknown>>,
  at: Location,
): void {
  for (const key of Object.keys(object)) {
    if (walk.issues.isFull) return;
    if (fields.has(key)) continue;
    refuse(walk, {
      type: 'extra_forbidden',
      loc: [...at, key],
      msg: 'Extra inputs are not permitted',
      input: object[key],
    });
  }
}
