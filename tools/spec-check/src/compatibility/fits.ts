import { isAnything, resolved, variantsOf, type Schema, type Schemas } from './schema.js';

/** Whether the wider schema belongs to the server that reads the values, or to a client that does. */
export type Reader = 'server' | 'client';

/** One place where values of the narrower schema may not be taken for values of the wider one. */
export interface Misfit {
  /** `Name.member.member`, from the nearest schema that has a name. */
  readonly place: string;
  readonly problem: string;
}

export interface Comparison {
  /** What is written. */
  readonly written: Schemas;
  /** What is read. */
  readonly read: Schemas;
  readonly reader: Reader;
}

/** Where values with the shape of `written` are not understood by somebody who reads `read`. */
export function misfits(written: Schema, read: Schema, place: string, comparison: Comparison): Misfit[] {
  return new Fitting(comparison).check(written, read, place);
}

class Fitting {
  readonly #seen = new Set<string>();

  constructor(private readonly comparison: Comparison) {}

  check(written: Schema, read: Schema, place: string): Misfit[] {
    const from = resolved(written, this.comparison.written);
    const to = resolved(read, this.comparison.read);
    if (from.name !== undefined && to.name !== undefined) {
      const pair = `${from.name} ${to.name}`;
      if (this.#seen.has(pair)) return [];
      this.#seen.add(pair);
    }
    const name = this.comparison.reader === 'server' ? (to.name ?? from.name) : (from.name ?? to.name);
    return this.#check(from.schema, to.schema, name ?? place);
  }

  #check(written: Schema, read: Schema, place: string): Misfit[] {
    if (isAnything(read)) return [];
    if (isAnything(written)) return [{ place, problem: `anything is written, ${shapeOf(read)} is read` }];
    const variants = variantsOf(written);
    if (variants.length > 1) return variants.flatMap((variant) => this.check(variant, read, place));
    const choices = variantsOf(read);
    if (choices.length > 1) return this.#anyOf(written, choices, place);
    return this.#single(written, read, place);
  }

  #anyOf(written: Schema, choices: readonly Schema[], place: string): Misfit[] {
    const kinds = kindsOf(written, this.comparison.written);
    if (kinds.length > 1) return this.#kinds(kinds, choices, place);
    const candidates = choices.filter((choice) => this.#looksLike(written, choice));
    const results = candidates.map((choice) => new Fitting(this.comparison).check(written, choice, place));
    if (results.some((problems) => problems.length === 0)) return [];
    const best = results.toSorted((one, other) => one.length - other.length)[0];
    return best ?? [{ place, problem: `${tagOf(written, this.comparison.written) ?? shapeOf(written)} is not read` }];
  }

  /** A schema that stands for several kinds says of each only that there is one. */
  #kinds(kinds: readonly string[], choices: readonly Schema[], place: string): Misfit[] {
    const read = choices.flatMap((choice) =>
      variantsOf(resolved(choice, this.comparison.read).schema).flatMap((variant) =>
        kindsOf(resolved(variant, this.comparison.read).schema, this.comparison.read),
      ),
    );
    const missing = kinds.filter((kind) => !read.includes(kind));
    return missing.length === 0 || read.length === 0 ? [] : [{ place, problem: `${missing.join(', ')}: not read` }];
  }

  /** Of the same type, and when both say so in their `kind`, of the same kind. */
  #looksLike(written: Schema, choice: Schema): boolean {
    const to = resolved(choice, this.comparison.read).schema;
    if (isAnything(to)) return true;
    return variantsOf(to).some((variant) => {
      const { schema } = resolved(variant, this.comparison.read);
      if (!typesFit(written, schema)) return false;
      const kind = tagOf(written, this.comparison.written);
      const other = tagOf(schema, this.comparison.read);
      return kind === undefined || other === undefined || other === kind;
    });
  }

  #single(written: Schema, read: Schema, place: string): Misfit[] {
    if (!typesFit(written, read))
      return [{ place, problem: `${shapeOf(written)} is written, ${shapeOf(read)} is read` }];
    return [
      ...valuesMissing(written, read, place),
      ...this.#items(written, read, place),
      ...this.#members(written, read, place),
    ];
  }

  #items(written: Schema, read: Schema, place: string): Misfit[] {
    return written.items && read.items ? this.check(written.items, read.items, `${place}[]`) : [];
  }

  #members(written: Schema, read: Schema, place: string): Misfit[] {
    if (!read.properties) return [];
    const names = Object.keys(written.properties ?? {});
    // Documents of both servers show a kind as optional because it has one value only; it is always written.
    const lacking = (read.required ?? []).filter((name) => name !== 'kind' && !written.required?.includes(name));
    return [
      ...lacking.map((name) => ({ place: `${place}.${name}`, problem: 'is required by the reader only' })),
      ...names.flatMap((name) => this.#member(name, written, read, place)),
    ];
  }

  #member(name: string, written: Schema, read: Schema, place: string): Misfit[] {
    const from = written.properties?.[name] ?? {};
    const to = read.properties?.[name];
    if (to) return this.check(from, to, `${place}.${name}`);
    // A client passes over what it does not know; a server that does so loses what somebody asked for.
    const isTaken =
      this.comparison.reader === 'client' ||
      typeof read.additionalProperties === 'object' ||
      read.additionalProperties === true;
    return isTaken ? [] : [{ place: `${place}.${name}`, problem: 'is not known to the reader' }];
  }
}

function typesFit(written: Schema, read: Schema): boolean {
  const from = typeOf(written);
  const to = typeOf(read);
  return from === to || from === undefined || to === undefined || (from === 'integer' && to === 'number');
}

function typeOf(schema: Schema): string | undefined {
  if (typeof schema.type === 'string') return schema.type;
  if (schema.const !== undefined || schema.enum) return typeof (schema.const ?? schema.enum?.[0]);
  return schema.properties ? 'object' : undefined;
}

function valuesMissing(written: Schema, read: Schema, place: string): Misfit[] {
  const to = valuesOf(read);
  if (!to) return [];
  const from = valuesOf(written);
  if (!from) return [{ place, problem: `any ${typeOf(written)} is written, one of ${JSON.stringify(to)} is read` }];
  const missing = from.filter((value) => !to.includes(value));
  return missing.length === 0 ? [] : [{ place, problem: `${JSON.stringify(missing)} is not read` }];
}

function valuesOf({ const: value, enum: values }: Schema): readonly unknown[] | undefined {
  return value === undefined ? values : [value];
}

/** What the values of a schema call themselves, when they do. */
function kindsOf({ properties }: Schema, schemas: Schemas): string[] {
  const shown = properties?.['kind'] ?? properties?.['type'] ?? properties?.['agent_kind'];
  const tag = shown && resolved(shown, schemas).schema;
  const values = tag?.const === undefined ? (tag?.enum ?? []) : [tag.const];
  return values.filter((value) => typeof value === 'string');
}

function tagOf(schema: Schema, schemas: Schemas): string | undefined {
  const kinds = kindsOf(schema, schemas);
  return kinds.length === 1 ? kinds[0] : undefined;
}

function shapeOf(schema: Schema): string {
  const variants = variantsOf(schema);
  if (variants.length > 1)
    return variants.map((variant) => variant.$ref?.split('/').at(-1) ?? shapeOf(variant)).join(' or ');
  return typeOf(schema) ?? schema.$ref?.split('/').at(-1) ?? 'anything';
}
