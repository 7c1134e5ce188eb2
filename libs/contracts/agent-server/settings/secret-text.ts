import { Field, nullable, text, type Schema } from '@openhands-nest/contracts/schema';

/** What stands for a secret in an answer that must not show it. */
export const SECRET_MASK = '**********';

/** A property that may be null, and is present in every answer: with the default of `extra`, else null. */
export function Nullable(schema: Schema, extra: Schema = {}): PropertyDecorator {
  return Field(nullable(schema, extra), 'default' in extra ? {} : { initial: () => null });
}

/** A secret, or null. Blank texts and the mask, which forms send for "nothing entered", count as null. */
export function SecretText(): PropertyDecorator {
  return Field(nullable(text({ format: 'password' })), { initial: () => null, before: secretFrom });
}

function secretFrom(value: unknown): unknown {
  return typeof value === 'string' && (value.trim() === '' || value === SECRET_MASK) ? null : value;
}
