/** What a document says of the whole API. Shapes of our own, so that nobody who uses the types needs Nest's. */
export interface OpenApiOutline {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers?: readonly { readonly url: string; readonly description: string }[];
  readonly components?: {
    readonly schemas?: Record<string, object>;
    readonly securitySchemes?: Record<string, object>;
  };
}

/** An OpenAPI 3.1 document as parsed JSON. */
export interface OpenApiDocument extends OpenApiOutline {
  // Readers of a document know what they look for in it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly paths: Record<string, any>;
  readonly security?: readonly object[];
}

type Json = Record<string, unknown>;

/** Marks a property that may have a value of any type, until the document is tidied. */
export const ANYTHING = 'x-anything';

/**
 * A document without what Nest adds to FastAPI's form: an empty contact, empty lists of tags and parameters, `type` beside `$ref`
 * and where anything may stand.
 * A new object, plain JSON throughout.
 */
export function tidyDocument(document: object): OpenApiDocument {
  const tidied = JSON.parse(JSON.stringify({ security: [], ...document })) as Json;
  dropEmpty(tidied.info as Json, 'contact');
  dropEmpty(tidied, 'tags');
  for (const operation of operationsIn(tidied)) dropEmpty(operation, 'parameters');
  dropAddedTypes(tidied.components);
  return tidied as unknown as OpenApiDocument;
}

function operationsIn(document: Json): Json[] {
  return Object.values(document.paths as Record<string, Record<string, Json>>).flatMap((item) => Object.values(item));
}

function dropEmpty(owner: Json, key: string): void {
  const value = owner[key];
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) delete owner[key];
}

function dropAddedTypes(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Json;
  if (typeof schema.$ref === 'string' || schema[ANYTHING] === true) delete schema.type;
  delete schema[ANYTHING];
  Object.values(node).forEach(dropAddedTypes);
}
