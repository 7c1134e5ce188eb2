import type { OpenAPIObject } from '@nestjs/swagger';

/** An OpenAPI 3.1 document as parsed JSON. */
export type OpenApiDocument = Omit<OpenAPIObject, 'openapi'> & { readonly openapi: string };

type Json = Record<string, unknown>;

/**
 * A document without what Nest adds to FastAPI's form: an empty contact, empty lists of tags and parameters, `type` beside `$ref`.
 * A new object, plain JSON throughout.
 */
export function tidyDocument(document: OpenAPIObject): OpenApiDocument {
  const tidied = JSON.parse(JSON.stringify({ security: [], ...document })) as Json;
  dropEmpty(tidied.info as Json, 'contact');
  dropEmpty(tidied, 'tags');
  for (const operation of operationsIn(tidied)) dropEmpty(operation, 'parameters');
  dropTypesBesideReferences(tidied.components);
  return tidied as unknown as OpenApiDocument;
}

function operationsIn(document: Json): Json[] {
  return Object.values(document.paths as Record<string, Record<string, Json>>).flatMap((item) => Object.values(item));
}

function dropEmpty(owner: Json, key: string): void {
  const value = owner[key];
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) delete owner[key];
}

function dropTypesBesideReferences(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if (typeof (node as Json).$ref === 'string') delete (node as Json).type;
  Object.values(node).forEach(dropTypesBesideReferences);
}
