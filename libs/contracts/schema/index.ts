export { Field, type FieldOptions } from './field.js';
export { enumModel, Model } from './model.js';
export { anyObject, flag, integer, listOf, literal, mapOf, modelOf, nullable, number, ref, text, type ModelClass, type Schema } from './schema.js';
