/** Where a reader begins. */
export type ReadFrom =
  | { readonly kind: 'all' }
  | { readonly kind: 'now' }
  /** After this sequence number. */
  | { readonly kind: 'after'; readonly seq: number }
  /** Events with this timestamp (as stored) or a later one. */
  | { readonly kind: 'since'; readonly timestamp: string };
