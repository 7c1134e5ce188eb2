import fc, { type Arbitrary } from 'fast-check';
import type { Operation, Parameter } from './api-document.js';
import type { Values } from './values-of.js';

/** A request as it is sent. */
export interface GeneratedRequest {
  readonly method: string;
  /** Below the origin, with its query. */
  readonly target: string;
  /** JSON text, or the files of a form by their names. */
  readonly body?: { readonly json: string } | { readonly form: readonly (readonly [name: string, content: string])[] };
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
    const filled = path.replace(/\{([^}]+)\}/g, (_all, name: string) => pathPart(chosen.names[name] ?? ''));
    const given = Object.entries(chosen.query).filter((entry): entry is [string, string] => entry[1] !== null);
    return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given).toString()}`;
  });
}

/** What fits, and now and then what does not. */
function sent({ name, schema = {} }: Parameter, values: Values): Arbitrary<string> {
  const fitting = values.of(schema, name).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return fc.oneof({ arbitrary: fitting, weight: 4 }, { arbitrary: fc.string({ maxLength: 20 }), weight: 1 });
}

/** An empty part, or one of dots, would be another path. */
function pathPart(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed());
  return /^\.*$/.test(encoded) ? `${encoded}x` : encoded;
}

function bodies({ body }: Operation, values: Values): Arbitrary<GeneratedRequest['body'] | null> {
  if (!body) return fc.constant(null);
  const json = body['application/json']?.schema;
  if (!json) return fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 3 }).map((form) => ({ form }));
  const fitting = values.of(json);
  return fc
    .oneof(
      { arbitrary: fitting, weight: 4 },
      { arbitrary: fc.tuple(fitting, fc.string(), fc.jsonValue()).map(withMistake), weight: 3 },
      { arbitrary: fc.jsonValue(), weight: 1 },
    )
    .map((value) => ({ json: JSON.stringify(value) }));
}

/** Puts a value of any shape in the place of one of the fields, or adds one. */
function withMistake([value, name, wrong]: [unknown, string, unknown]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong;
  const names = Object.keys(value);
  const place = names[name.length % (names.length + 1)] ?? name;
  return { ...value, [place]: wrong };
}
