import { declareEnum, declareModel } from './registry.js';
import type { ModelClass, Schema } from './schema.js';

/** Names a wire object in the documents; `extra` adds keys to its schema, such as `additionalProperties: false`. */
export function Model(extra: Schema = {}): ClassDecorator {
  return (target) => {
    declareModel(target as unknown as ModelClass, extra);
  };
}

/** Makes an enum a component of its own in the documents. */
export function enumModel(name: string, values: Readonly<Record<string, string>>): ModelClass {
  const model = { [name]: class {} }[name] as ModelClass;
  declareEnum(model, Object.values(values));
  return model;
}
