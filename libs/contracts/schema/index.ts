export { Field, type FieldOptions } from './field.js';
export { enumModel, Model } from './model.js';
export {
  anyObject,
  flag,
  integer,
  listOf,
  literal,
  mapOf,
  modelOf,
  nullable,
  number,
  ref,
  openText,
  text,
  type ModelClass,
  type Schema,
} from './schema.js';
export { type Location, type ValidationIssue } from './issue.js';
export { InvalidValueError, parseSchema, parseValue, validateValue } from './parse.js';
export { issuesOf } from './validation.js';
export { jsonSchemaOf } from './json-schema.js';
export { detailOf } from './detail.js';
export { fieldsOf } from './registry.js';
export { type DeclaredField } from './declared-field.js';
export { HTTPValidationError, ValidationError } from './error-models.js';
export { Success } from './success.js';
export { HiddenOperation, Operation } from './operation.js';
export { type DocumentedAnswer, type OperationDescription } from './operation-description.js';
export { RuleError } from './rule-error.js';
export { tidyDocument, type OpenApiDocument, type OpenApiOutline } from './tidy.js';
