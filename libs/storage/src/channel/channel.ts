import type { InputOf, OperationName, OutputOf } from '../protocol/operations.js';

/** The way to the thread that has the database. */
export interface Channel {
  /** Resolves once the operation is done; for a write, once it is on disk. Rejects with one of the ports' errors. */
  call<N extends OperationName>(operation: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** Performs what was called before, then closes the database. */
  close(): Promise<void>;
}
