/** Any class whose instances travel over the wire. */
export type ModelClass = abstract new (...parameters: never[]) => object;

/** The part of JSON Schema 2020-12 that the documents use. */
export interface Schema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly const?: string | number;
  readonly default?: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: boolean | Schema;
}

const referenced = new WeakMap<Schema, ModelClass>();

/** A reference to another wire object; an enum component is made with {@link enumModel}. */
export function ref(model: ModelClass, extra: Schema = {}): Schema {
  const schema: Schema = { $ref: `#/components/schemas/${model.name}`, ...extra };
  referenced.set(schema, model);
  return schema;
}

/** The class behind a schema made by {@link ref}, if it is one. */
export function modelOf(schema: Schema): ModelClass | undefined {
  return referenced.get(schema);
}

export function nullable(schema: Schema, extra: Schema = {}): Schema {
  return { anyOf: [schema, { type: 'null' }], ...extra };
}

export function listOf(items: Schema, extra: Schema = {}): Schema {
  return { type: 'array', items, ...extra };
}

export function mapOf(additionalProperties: Schema, extra: Schema = {}): Schema {
  return { type: 'object', additionalProperties, ...extra };
}

export const text = (extra: Schema = {}): Schema => ({ type: 'string', ...extra });
const open = new WeakSet<Schema>();

/** A text for which the documents list some values, while any other one is taken, too. */
export function openText(values: readonly string[]): Schema {
  const schema = text({ enum: values });
  open.add(schema);
  return schema;
}

/** Whether a schema was made by {@link openText}. */
export function isOpen(schema: Schema): boolean {
  return open.has(schema);
}

export const integer = (extra: Schema = {}): Schema => ({ type: 'integer', ...extra });
export const number = (extra: Schema = {}): Schema => ({ type: 'number', ...extra });
export const flag = (extra: Schema = {}): Schema => ({ type: 'boolean', ...extra });
export const literal = (value: string, extra: Schema = {}): Schema => ({ type: 'string', const: value, ...extra });
/** A JSON object of any content. */
export const anyObject = (extra: Schema = {}): Schema => ({ type: 'object', additionalProperties: true, ...extra });

/** Every class that a schema refers to, at any depth. */
export function modelsIn(schema: Schema): (new () => object)[] {
  const own = referenced.get(schema);
  const inner = [...(schema.anyOf ?? []), schema.items, schema.additionalProperties].filter(isSchema).flatMap(modelsIn);
  return own ? [own as new () => object, ...inner] : inner;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
