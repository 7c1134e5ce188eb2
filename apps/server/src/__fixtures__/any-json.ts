/** An answer that a test looks deep into; what it expects there is its own check of the shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyJson = any;
