import type { OperationDescription } from './operation-description.js';
import type { DeclaredField } from './declared-field.js';
import type { ModelClass, Schema } from './schema.js';

/** A method of a controller. */
export interface Method {
  readonly prototype: object;
  readonly name: string | symbol;
  readonly descriptor: PropertyDescriptor;
}

/** Something that a document will say. */
export type Declaration =
  | { readonly kind: 'field'; readonly model: ModelClass; readonly field: DeclaredField }
  | { readonly kind: 'model'; readonly model: ModelClass; readonly extra: Schema }
  | { readonly kind: 'enum'; readonly model: ModelClass; readonly values: readonly string[] }
  | { readonly kind: 'operation'; readonly method: Method; readonly description: OperationDescription }
  | { readonly kind: 'hidden'; readonly method: Method };

/**
 * What was declared and is not in Nest's form yet, in order. That form takes as long to make as half of all other code takes to load,
 * and only who makes documents needs it.
 */
export const undocumented: Declaration[] = [];
