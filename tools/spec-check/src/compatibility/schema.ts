/** The part of a JSON Schema that says which values there are. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** A schema that a reference led to, and the name by which it was found. */
export interface Named {
  readonly schema: Schema;
  readonly name?: string;
}

const PREFIX = '#/components/schemas/';

/** Follows references, and takes a list of one for its only member. */
export function resolved(schema: Schema, schemas: Schemas): Named {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace(PREFIX, '');
    return { name, schema: resolved(schemas[name] ?? {}, schemas).schema };
  }
  const [only, ...others] = schema.allOf ?? [];
  return only && others.length === 0 ? resolved(only, schemas) : { schema };
}

/** The alternatives of a schema; itself when it has none. */
export function variantsOf(schema: Schema): readonly Schema[] {
  if (schema.anyOf ?? schema.oneOf) return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (Array.isArray(schema.type)) return (schema.type as readonly string[]).map((type) => ({ ...schema, type }));
  return [schema];
}

/** Says nothing about its values. */
export function isAnything(schema: Schema): boolean {
  const { type, properties, items, anyOf, oneOf, enum: values, const: value } = schema;
  return [type, properties, items, anyOf, oneOf, values, value].every((part) => part === undefined);
}
