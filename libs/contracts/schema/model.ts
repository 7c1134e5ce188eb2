import { ApiSchema } from '@nestjs/swagger';
import type { ModelClass, Schema } from './schema.js';

/** Names a wire object in the documents; `extra` adds keys to its schema, such as `additionalProperties: false`. */
export function Model(extra: Schema = {}): ClassDecorator {
  return (target) => ApiSchema({ name: target.name, title: target.name, ...extra } as never)(target);
}

/** Makes an enum a component of its own in the documents. */
export function enumModel(name: string, values: Readonly<Record<string, string>>): ModelClass {
  const model = { [name]: class {} }[name] as ModelClass;
  ApiSchema({ name, title: name, type: 'string', enum: Object.values(values), properties: undefined } as never)(model);
  return model;
}
