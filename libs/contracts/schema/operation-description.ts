import type { ModelClass, Schema } from './schema.js';

/** An answer: its JSON schema, or only the words of an answer that documents no body. */
export type DocumentedAnswer = Schema | string;

export interface OperationDescription {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Path parameters by name. */
  readonly path?: Readonly<Record<string, Schema>>;
  /** Class whose fields are the query parameters. */
  readonly query?: ModelClass;
  /** A class, or the schema of what is no object. */
  readonly body?: ModelClass | Schema;
  /** Media type of the body. Default: JSON. */
  readonly bodyType?: string;
  /** By status. 200 without words of its own says "Successful Response". */
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Name of the security scheme that opens the operation; none for an open one. */
  readonly security?: string;
}
