import type { OperationDescription } from './operation-description.js';
import { undocumented } from './undocumented.js';

/** What the documents say about one operation, as one decorator for its controller method. */
export function Operation(description: OperationDescription): MethodDecorator {
  return (prototype, name, descriptor) => {
    undocumented.push({ kind: 'operation', method: { prototype, name, descriptor }, description });
  };
}

/** Keeps a controller method out of the documents. */
export function HiddenOperation(): MethodDecorator {
  return (prototype, name, descriptor) => {
    undocumented.push({ kind: 'hidden', method: { prototype, name, descriptor } });
  };
}
