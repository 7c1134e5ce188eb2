/**
 * Operations of the newest reference server that are no part of this one: method, path. Each answers 501, so that a client learns why.
 * What is yet to be built stands among the planned operations instead.
 */
export const ABSENT_OPERATIONS: readonly (readonly [method: string, path: string])[] = [];
