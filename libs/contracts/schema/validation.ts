import { ValidateBy, type ValidationArguments } from 'class-validator';
import type { Location, ValidationIssue } from './issue.js';
import { SchemaWalk } from './parse.js';
import { parseField } from './parse-model.js';
import { fieldsOf, type DeclaredField } from './registry.js';
import type { ModelClass } from './schema.js';

/** class-validator's rule for one declared property, so that `validate()` and a Nest ValidationPipe enforce the declaration. */
export function ruleFor(name: string): PropertyDecorator {
  return ValidateBy({
    name: 'schema',
    validator: {
      validate: (_value, args) => issuesOfProperty(targetOf(args), name).length === 0,
      defaultMessage: (args) =>
        issuesOfProperty(targetOf(args), name)
          .map(({ msg }) => msg)
          .join('; '),
    },
  });
}

/** The part of class-validator's ValidationError that counts here; nobody who uses the types needs that package. */
export interface FailedProperty {
  readonly target?: object;
  readonly property: string;
  readonly value?: unknown;
  readonly constraints?: Readonly<Record<string, string>>;
}

/** What class-validator found, in FastAPI's form. */
export function issuesOf(errors: readonly FailedProperty[], at: Location = []): ValidationIssue[] {
  return errors.flatMap(({ target, property, value, constraints }) => {
    const issues = target ? issuesOfProperty(target, property, at) : [];
    if (issues.length > 0 || !constraints) return issues;
    return [
      {
        type: 'extra_forbidden',
        loc: [...at, property],
        msg: 'Extra inputs are not permitted',
        input: value,
      },
    ];
  });
}

function issuesOfProperty(object: object, name: string, at: Location = []): readonly ValidationIssue[] {
  const field: DeclaredField | undefined = fieldsOf(object.constructor as ModelClass).get(name);
  if (!field) return [];
  const walk = new SchemaWalk();
  parseField(walk, field, object as Record<string, unknown>, at);
  return walk.issues.all;
}

function targetOf(args: ValidationArguments | undefined): object {
  return args?.object ?? {};
}
