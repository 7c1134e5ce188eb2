import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { titleOf } from './title.js';
import { modelsIn, type Schema } from './schema.js';
import { validateBy } from './validation.js';

export interface FieldOptions {
  /** Whether the key must be present. Default: true unless the schema has a default or admits null. */
  readonly required?: boolean;
}

/**
 * Declares one property of a wire object, once: its JSON schema for the OpenAPI documents and for a model's tool list, and the
 * class-validator rules that follow from that schema.
 */
export function Field(schema: Schema, options: FieldOptions = {}): PropertyDecorator {
  const required = options.required ?? !('default' in schema || admitsNull(schema));
  return (prototype, key) => {
    ApiExtraModels(...modelsIn(schema))(prototype.constructor);
    ApiProperty({ ...titleOf(String(key), schema), ...schema, required } as never)(prototype, key);
    for (const rule of validateBy(schema, required)) rule(prototype, key);
  };
}

function admitsNull(schema: Schema): boolean {
  return schema.anyOf?.some((member) => member.type === 'null') ?? false;
}
