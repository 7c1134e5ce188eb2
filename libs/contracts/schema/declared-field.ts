import type { Schema } from './schema.js';

/** One declared property of a wire object. */
export interface DeclaredField {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** The value of an absent key; undefined leaves it absent. A new one each time. */
  readonly initial?: () => unknown;
  /** Rewrites what a client sent before it is checked; may throw a RuleError. */
  readonly before?: (value: unknown) => unknown;
  /** Checked, then dropped: a key that only older clients send. */
  readonly ignored?: boolean;
  /** A rule beyond the schema: a complaint about a value that fits it, or undefined. */
  readonly check?: (value: never) => string | undefined;
}
