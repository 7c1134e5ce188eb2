import { Allow } from 'class-validator';
import type { Schema } from './schema.js';

/** The class-validator decorators that enforce a schema. */
export function validateBy(_schema: Schema, _required: boolean): PropertyDecorator[] {
  return [Allow()];
}
