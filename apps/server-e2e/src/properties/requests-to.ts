import { fc, type Arbitrary } from '@openhands-nest/testing/properties';
import type { Operation, Parameter } from './api-document.js';
import type { Values } from './values-of.js';

/** A request as it is sent. */
export interface GeneratedRequest {
  readonly method: string;
  /** Below the origin, with its query. */
  readonly target: string;
  /** JSON text, or files. */
  readonly body?: { readonly json: string } | FormOfFiles;
}

/** Files, by their names, in one field of a form. */
interface FormOfFiles {
  readonly field: string;
  readonly files: readonly (readonly [name: string, content: string])[];
}

/** Requests to an operation: those that its document allows, ones with a mistake in them, and nonsense. */
export function requestsTo(operation: Operation, values: Values): Arbitrary<GeneratedRequest> {
  const { method } = operation;
  return fc
    .record({ target: targets(operation, values), body: bodies(operation, values) })
    .map(({ target, body }) => ({ method, target, ...(body && { body }) }));
}

function targets({ path, parameters }: Operation, values: Values): Arbitrary<string> {
  const inPath = parameters.filter(({ in: place }) => place === 'path');
  const inQuery = parameters.filter(({ in: place }) => place === 'query');
  const names = Object.fromEntries(inPath.map((parameter) => [parameter.name, sent(parameter, values)]));
  const query = Object.fromEntries(inQuery.map((parameter) => [parameter.name, fc.option(sent(parameter, values))]));
  return fc.record({ names: fc.record(names), query: fc.record(query) }).map((chosen) => {
    const filled = path.replace(/\{([^}]+)\}/g, (_all, name: string) => pathPart(chosen.names[name]?.[0] ?? ''));
    const given = Object.entries(chosen.query).flatMap(([name, texts]) =>
      (texts ?? []).map((text): [string, string] => [name, text]),
    );
    return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given).toString()}`;
  });
}

/** What fits, each value of a list by itself, and now and then what does not. */
function sent({ name, schema = {} }: Parameter, values: Values): Arbitrary<string[]> {
  const fitting = values
    .of(schema, name)
    .map((value) => [value].flat().filter((item) => item !== null))
    .map((items) => items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))));
  // No folder of this machine but those that the values know.
  const nonsense = fc.string({ maxLength: 20 }).map((text) => [text.replace(/^[/~]+/, '')]);
  return fc.oneof({ arbitrary: fitting, weight: 9 }, { arbitrary: nonsense, weight: 1 });
}

/** An empty part, or one of dots, would be another path. */
function pathPart(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed());
  return /^\.*$/.test(encoded) ? `${encoded}x` : encoded;
}

function bodies({ body }: Operation, values: Values): Arbitrary<GeneratedRequest['body'] | null> {
  if (!body) return fc.constant(null);
  const json = body['application/json']?.schema;
  if (!json) return forms(values.fieldsOf(body['multipart/form-data']?.schema ?? {}));
  const fitting = values.of(json, 'body');
  return fc
    .oneof(
      { arbitrary: fitting, weight: 6 },
      { arbitrary: fc.tuple(fitting, fc.string(), fc.jsonValue()).map(withMistake), weight: 3 },
      { arbitrary: fc.jsonValue(), weight: 1 },
    )
    .map((value) => ({ json: JSON.stringify(value) }));
}

function forms([field = 'files']: readonly string[]): Arbitrary<FormOfFiles> {
  const files = fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 3 });
  const fields = fc.oneof({ arbitrary: fc.constant(field), weight: 4 }, { arbitrary: fc.string(), weight: 1 });
  return fc.record({ field: fields, files });
}

/** Puts a value of any shape in the place of one of the fields, or adds one. */
function withMistake([value, name, wrong]: [unknown, string, unknown]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
  const names = Object.keys(value);
  const place = names[name.length % (names.length + 1)] ?? name;
  return { ...value, [place]: wrong };
}
