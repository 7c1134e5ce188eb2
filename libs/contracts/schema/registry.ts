import type { DeclaredField } from './declared-field.js';
import type { ModelClass, Schema } from './schema.js';
import { undocumented } from './undocumented.js';

const ownFields = new WeakMap<object, Map<string, DeclaredField>>();
const extras = new WeakMap<object, Schema>();
const enums = new WeakMap<object, readonly string[]>();
let merged = new WeakMap<object, ReadonlyMap<string, DeclaredField>>();

export function declareField(model: ModelClass, field: DeclaredField): void {
  const fields = ownFields.get(model) ?? new Map<string, DeclaredField>();
  ownFields.set(model, fields.set(field.name, field));
  merged = new WeakMap();
  undocumented.push({ kind: 'field', model, field });
}

export function declareModel(model: ModelClass, extra: Schema): void {
  extras.set(model, extra);
  undocumented.push({ kind: 'model', model, extra });
}

export function declareEnum(model: ModelClass, values: readonly string[]): void {
  enums.set(model, values);
  undocumented.push({ kind: 'enum', model, values });
}

/** The values of an enum component; undefined for a wire object. */
export function enumValuesOf(model: ModelClass): readonly string[] | undefined {
  return enums.get(model);
}

/** A class's properties, those it inherits first; one that it declares again keeps its place with the new declaration. */
export function fieldsOf(model: ModelClass): ReadonlyMap<string, DeclaredField> {
  const known = merged.get(model);
  if (known) return known;
  const parent = Object.getPrototypeOf(model) as ModelClass | null;
  const inherited = typeof parent === 'function' ? fieldsOf(parent) : [];
  const fields = new Map([...inherited, ...(ownFields.get(model) ?? [])]);
  merged.set(model, fields);
  return fields;
}

/** What was declared about a class as a whole; a class says for itself whether it refuses unknown keys. */
export function extraOf(model: ModelClass): Schema {
  return extras.get(model) ?? {};
}
