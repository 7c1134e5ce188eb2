import { fc, type Arbitrary } from '@openhands-nest/testing/properties';
import type { ApiDocument, JsonSchema } from './api-document.js';

/** Values for names of fields and parameters whose meaning no schema tells. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** How deep generated values nest: schemas may refer to themselves. */
const MAX_DEPTH = 4;
const REFERENCE = '#/components/schemas/';

/** Values that fit schemas of a document. */
export class Values {
  /** By schema, then by name and depth: unions refer to the same schemas again and again. */
  readonly #made = new WeakMap<JsonSchema, Map<string, Arbitrary<unknown>>>();

  constructor(
    private readonly document: ApiDocument,
    private readonly known: KnownValues,
  ) {}

  /** @param name of the field or parameter */
  of(schema: JsonSchema, name = '', depth = 0): Arbitrary<unknown> {
    const made = this.#made.get(schema) ?? new Map<string, Arbitrary<unknown>>();
    this.#made.set(schema, made);
    const key = `${depth} ${name}`;
    const known = made.get(key) ?? this.make(schema, name, depth);
    made.set(key, known);
    return known;
  }

  private make(schema: JsonSchema, name: string, depth: number): Arbitrary<unknown> {
    const known = Object.hasOwn(this.known, name) ? this.known[name] : undefined;
    if (known) return fc.constantFrom(...known);
    if (schema.$ref !== undefined) return this.of(this.referred(schema.$ref), name, depth);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return fc.oneof(...choices.map((choice) => this.of(choice, '', depth)));
    if (schema.allOf?.length === 1 && schema.allOf[0]) return this.of(schema.allOf[0], name, depth);
    return this.ofType(schema, depth);
  }

  /** Names of the fields of an object. */
  fieldsOf(schema: JsonSchema): string[] {
    if (schema.$ref !== undefined) return this.fieldsOf(this.referred(schema.$ref));
    return Object.keys(schema.properties ?? {});
  }

  private ofType(schema: JsonSchema, depth: number): Arbitrary<unknown> {
    switch (schema.type) {
      case 'null':
        return fc.constant(null);
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return fc.integer(bounds(schema));
      case 'number':
        return fc.double({ ...bounds(schema), noNaN: true, noDefaultInfinity: true });
      case 'string':
        return texts(schema);
      case 'array':
        return this.lists(schema, depth);
      case 'object':
        return this.objects(schema, depth);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  }

  private lists({ items = {}, minItems = 0, maxItems = 3 }: JsonSchema, depth: number): Arbitrary<unknown> {
    const isTooDeep = depth >= MAX_DEPTH;
    const maxLength = isTooDeep ? minItems : Math.max(minItems, Math.min(maxItems, 3));
    return fc.array(this.of(items, '', depth + 1), { minLength: minItems, maxLength });
  }

  private objects(schema: JsonSchema, depth: number): Arbitrary<unknown> {
    const { properties, required = [], additionalProperties } = schema;
    if (!properties) {
      const values =
        typeof additionalProperties === 'object' ? this.of(additionalProperties, '', depth + 1) : fc.jsonValue();
      return fc.dictionary(fc.string(), values, { maxKeys: depth >= MAX_DEPTH ? 0 : 3 });
    }
    const wanted = Object.entries(properties).filter(([name]) => depth < MAX_DEPTH || required.includes(name));
    const fields = Object.fromEntries(wanted.map(([name, field]) => [name, this.of(field, name, depth + 1)]));
    return fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  }

  private referred(reference: string): JsonSchema {
    return this.document.components?.schemas?.[reference.slice(REFERENCE.length)] ?? {};
  }
}

function bounds({ minimum, exclusiveMinimum, maximum }: JsonSchema): { min: number; max: number } {
  const min = Math.max(minimum ?? -1_000_000, exclusiveMinimum === undefined ? -1_000_000 : exclusiveMinimum + 1);
  return { min, max: Math.max(min, maximum ?? 1_000_000) };
}

function texts({ pattern, format, minLength = 0, maxLength = 60 }: JsonSchema): Arbitrary<unknown> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  return textsOfSize(minLength, Math.max(minLength, Math.min(maxLength, 60)));
}

const sized = new Map<string, Arbitrary<string>>();

/** Made once for each size: most fields have the same one. */
function textsOfSize(minLength: number, maxLength: number): Arbitrary<string> {
  const size = { minLength, maxLength };
  const key = `${minLength} ${maxLength}`;
  const made =
    sized.get(key) ??
    fc.oneof(fc.string(size), fc.string({ ...size, unit: 'grapheme' }), fc.string({ ...size, unit: 'binary' }));
  sized.set(key, made);
  return made;
}
