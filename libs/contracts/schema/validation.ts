import {
  Validate,
  ValidatorConstraint,
  type ValidationArguments,
  type ValidatorConstraintInterface,
} from 'class-validator';
import type { Location, ValidationIssue } from './issue.js';
import { SchemaWalk } from './parse.js';
import { parseField } from './parse-model.js';
import type { DeclaredField } from './declared-field.js';
import { fieldsOf } from './registry.js';
import type { ModelClass } from './schema.js';

/** class-validator's rule for every declared property, so that `validate()` and a Nest ValidationPipe enforce the declaration. */
@ValidatorConstraint({ name: 'schema' })
class DeclarationRule implements ValidatorConstraintInterface {
  validate(_value: unknown, args: ValidationArguments): boolean {
    return issuesOfProperty(args.object, args.property).length === 0;
  }

  defaultMessage(args: ValidationArguments): string {
    return issuesOfProperty(args.object, args.property)
      .map(({ msg }) => msg)
      .join('; ');
  }
}

export const enforced: PropertyDecorator = Validate(DeclarationRule);

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
