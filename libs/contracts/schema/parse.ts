import { IssueList, type Location, type ValidationIssue } from './issue.js';
import { parseList, parseMap } from './parse-container.js';
import { parseModel } from './parse-model.js';
import { parseBoolean, parseFloating, parseInteger } from './parse-number.js';
import { parseChoice, parseText } from './parse-text.js';
import { parseUnion } from './parse-union.js';
import { enumValuesOf } from './registry.js';
import { modelOf, ref, type ModelClass, type Schema } from './schema.js';
import { refuse, type Walk } from './walk.js';

/** A value did not fit what was declared of it. */
export class InvalidValueError extends Error {
  override readonly name = 'InvalidValueError';

  constructor(readonly issues: readonly ValidationIssue[]) {
    const first = issues[0];
    super(first ? `${first.loc.join('.') || 'value'}: ${first.msg}` : 'The value does not fit its declaration.');
  }
}

/**
 * A plain object of the declared shape: unknown keys dropped (or refused where the class says so), defaults filled in.
 * Never changes what it was given. `at` is the location that issues start with, such as `["body"]`.
 * Throws {@link InvalidValueError}, and nothing else whatever the value is.
 */
export function parseValue<T extends object>(model: abstract new () => T, value: unknown, at: Location = []): T {
  return parseSchema(ref(model), value, at) as T;
}

/** The same for a single value, such as a path parameter. */
export function parseSchema(schema: Schema, value: unknown, at: Location = []): unknown {
  const { parsed, issues } = run(schema, value, at);
  if (issues.length > 0) throw new InvalidValueError(issues);
  return parsed;
}

/** Why a value does not fit a class; empty when it does. */
export function validateValue(model: ModelClass, value: unknown, at: Location = []): readonly ValidationIssue[] {
  return run(ref(model), value, at).issues;
}

function run(schema: Schema, value: unknown, at: Location): { parsed: unknown; issues: readonly ValidationIssue[] } {
  const walk = new SchemaWalk();
  const parsed = isAbsent(schema, value)
    ? refuse(walk, { type: 'missing', loc: at, msg: 'Field required', input: null })
    : walk.parse(schema, value, at);
  return { parsed, issues: walk.issues.all };
}

/** FastAPI takes a body of `null` for no body at all. */
function isAbsent(schema: Schema, value: unknown): boolean {
  return value === undefined || (value === null && schema.$ref !== undefined);
}

/** Finds the parser for each schema; those of containers come back here for what they hold. */
export class SchemaWalk implements Walk {
  readonly issues = new IssueList();

  attempt(): Walk {
    return new SchemaWalk();
  }

  parse(schema: Schema, value: unknown, at: Location): unknown {
    const model = modelOf(schema);
    if (model) return this.#parseReference(model, value, at);
    if (schema.anyOf) return parseUnion(this, schema.anyOf, value, at);
    return this.#parseType(schema, value, at);
  }

  #parseReference(model: ModelClass, value: unknown, at: Location): unknown {
    const values = enumValuesOf(model);
    return values ? parseChoice(this, values, 'enum', value, at) : parseModel(this, model, value, at);
  }

  #parseType(schema: Schema, value: unknown, at: Location): unknown {
    switch (schema.type) {
      case 'string':
        return parseText(this, schema, value, at);
      case 'integer':
        return parseInteger(this, schema, value, at);
      case 'number':
        return parseFloating(this, schema, value, at);
      case 'boolean':
        return parseBoolean(this, value, at);
      case 'array':
        return parseList(this, schema, value, at);
      case 'object':
        return parseMap(this, schema, value, at);
      case 'null':
        return value === null
          ? null
          : refuse(this, { type: 'none_required', loc: at, msg: 'Input should be None', input: value });
      case undefined:
        return value;
    }
  }
}
