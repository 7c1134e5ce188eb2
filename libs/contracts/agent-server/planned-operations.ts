/**
 * Operations of the reference server that are not built yet: method, path. Each answers 501 until it leaves this list.
 * `file_path` spans slashes.
 */
export const PLANNED_OPERATIONS: readonly (readonly [method: string, path: string])[] = [];
