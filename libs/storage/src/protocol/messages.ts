import type { InputOf, OperationName, OutputOf } from './operations.js';
import type { RefusalNotice } from './refusal.js';

/** One operation asked for; `id` pairs it with its reply. */
export type Request<N extends OperationName = OperationName> = {
  [K in N]: { readonly id: number; readonly operation: K; readonly input: InputOf<K> };
}[N];

export type Reply =
  | { readonly id: number; readonly output: OutputOf<OperationName> }
  | { readonly id: number; readonly refusal: RefusalNotice };

/** What the storage worker is started with. */
export interface WorkerSetup {
  /** Path of the database file, or `:memory:`. */
  readonly file: string;
}

export type ToWorker = { readonly requests: readonly Request[] } | { readonly close: true };

/** `ready` or `unusable` comes first and once; `closed` is the last. */
export type FromWorker =
  | { readonly ready: true }
  | { readonly unusable: string }
  | { readonly replies: readonly Reply[] }
  | { readonly closed: true };
