import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { declareField, type DeclaredField } from './registry.js';
import { modelsIn, type Schema } from './schema.js';
import { ANYTHING } from './tidy.js';
import { titleOf } from './title.js';
import { ruleFor } from './validation.js';

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
    declareField(prototype.constructor, { name, schema, required: needed, ...rules });
    ApiExtraModels(...modelsIn(schema))(prototype.constructor);
    // Nest would call a value of any type an object: the mark says that it is none.
    const mark = Object.keys(schema).length === 0 ? { [ANYTHING]: true } : {};
    ApiProperty({ ...titleOf(name, schema), ...schema, ...mark, required: needed } as never)(prototype, key);
    ruleFor(name)(prototype, key);
  };
}

function admitsNull(schema: Schema): boolean {
  return schema.anyOf?.some((member) => member.type === 'null') ?? false;
}
