import { enumValuesOf, extraOf, fieldsOf } from './registry.js';
import { modelOf, type ModelClass, type Schema } from './schema.js';

/** Tells wire objects apart; a model that fills in a tool's arguments has no use for it. */
const DISCRIMINATOR = 'kind';

/**
 * A class as self-contained JSON Schema: references inlined, `kind` left out, descriptions, limits and defaults kept.
 * A new object at every call.
 */
export function jsonSchemaOf(model: ModelClass): Record<string, unknown> {
  const fields = [...fieldsOf(model).values()].filter(({ name }) => name !== DISCRIMINATOR);
  const { additionalProperties, description } = extraOf(model);
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, inlined(schema)])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    ...(additionalProperties !== undefined && { additionalProperties: inlinedValues(additionalProperties) }),
  };
}

function inlined(schema: Schema): Record<string, unknown> {
  const { $ref: _reference, anyOf, items, additionalProperties, ...rest } = schema;
  const model = modelOf(schema);
  return {
    ...(model && referenced(model)),
    ...structuredClone(rest),
    ...(anyOf && { anyOf: anyOf.map(inlined) }),
    ...(items && { items: inlined(items) }),
    ...(additionalProperties !== undefined && { additionalProperties: inlinedValues(additionalProperties) }),
  };
}

function referenced(model: ModelClass): Record<string, unknown> {
  const values = enumValuesOf(model);
  return values ? { type: 'string', enum: [...values] } : jsonSchemaOf(model);
}

function inlinedValues(values: boolean | Schema): unknown {
  return typeof values === 'boolean' ? values : inlined(values);
}
