import type { DeclaredField } from './declared-field.js';
import { declareField } from './registry.js';
import type { ModelClass, Schema } from './schema.js';
import { enforced } from './validation.js';

export interface FieldOptions extends Partial<Pick<DeclaredField, 'before' | 'check' | 'ignored' | 'initial'>> {
  /** Whether the key must be present. Default: true unless the schema has a default, `initial` is given, or null is admitted. */
  readonly required?: boolean;
}

/**
 * Declares one property of a wire object, once: its JSON schema for the OpenAPI documents and for a model's tool list, how a value
 * is parsed, and the class-validator rule that follows from both. `before`, `check`, `ignored` and `initial` do not show in the documents.
 */
export function Field(schema: Schema, { required, ...rules }: FieldOptions = {}): PropertyDecorator {
  const needed = required ?? !('default' in schema || rules.initial || admitsNull(schema));
  return (prototype, key) => {
    const name = String(key);
    declareField(prototype.constructor as ModelClass, { name, schema, required: needed, ...rules });
    enforced(prototype, key);
  };
}

function admitsNull(schema: Schema): boolean {
  return schema.anyOf?.some((member) => member.type === 'null') ?? false;
}
