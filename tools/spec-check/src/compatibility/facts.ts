import type { Schema, Schemas } from './schema.js';

/** What an OpenAPI document says without words: shapes, and nothing that anybody wrote. */
export interface Facts {
  readonly version: string;
  /** By `METHOD /path`, names of path parameters left out. */
  readonly operations: Readonly<Record<string, OperationFacts>>;
  readonly schemas: Schemas;
}

export interface OperationFacts {
  readonly parameters: readonly ParameterFacts[];
  readonly body?: Schema;
  /** Schema of the JSON answer of success; undefined for any other. */
  readonly answer?: Schema;
}

export interface ParameterFacts {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface OpenApiOperation {
  readonly parameters?: readonly (ParameterFacts & { readonly required?: boolean })[];
  readonly requestBody?: Media;
  readonly responses?: Readonly<Record<string, Media>>;
}

export interface OpenApi {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components?: { readonly schemas?: Schemas };
}

const SCHEMA_KEYS = ['$ref', 'type', 'required', 'enum', 'const', 'format'] as const;
const LIST_KEYS = ['anyOf', 'oneOf', 'allOf'] as const;

/** Takes the facts of a document. */
export function factsOf(document: OpenApi): Facts {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [keyOf(method, path), operationFacts(operation)] as const),
  );
  return {
    version: document.info.version,
    operations: Object.fromEntries(operations.toSorted(([one], [other]) => one.localeCompare(other))),
    schemas: mapped(document.components?.schemas ?? {}),
  };
}

/** `GET /api/tools/` and `GET /api/tools` are one operation, whatever its parameters are called. */
export function keyOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}').replace(/(?<=.)\/$/, '')}`;
}

function operationFacts({ parameters = [], requestBody, responses = {} }: OpenApiOperation): OperationFacts {
  const body = jsonOf(requestBody);
  const answer = jsonOf(responses['200'] ?? responses['201'] ?? responses['202']);
  return {
    parameters: parameters
      .filter((parameter) => parameter.in !== 'path')
      .map(({ name, in: place, required, schema }) => ({
        ...{ name, in: place, required: required ?? false },
        schema: shapeOf(schema),
      })),
    ...(body && { body }),
    ...(answer && { answer }),
  };
}

function jsonOf(media: Media | undefined): Schema | undefined {
  const schema = media?.content?.['application/json']?.schema;
  return schema && shapeOf(schema);
}

function shapeOf(schema: Schema): Schema {
  const { properties, items, additionalProperties } = schema;
  const kept = Object.fromEntries(
    SCHEMA_KEYS.flatMap((key) => (schema[key] === undefined ? [] : [[key, schema[key]]])),
  );
  const lists = Object.fromEntries(LIST_KEYS.flatMap((key) => (schema[key] ? [[key, schema[key].map(shapeOf)]] : [])));
  return {
    ...kept,
    ...lists,
    ...(properties && { properties: mapped(properties) }),
    ...(items && { items: shapeOf(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? shapeOf(additionalProperties) : additionalProperties,
    }),
  };
}

function mapped(schemas: Schemas): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)]));
}
