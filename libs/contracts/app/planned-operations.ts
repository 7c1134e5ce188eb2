/**
 * Operations of the reference server that are not built yet: method, path. Each answers 501 until it leaves this list.
 * `repository_name` spans slashes. POST …/events is missing on purpose: that path is the Agent Server's.
 */
export const PLANNED_OPERATIONS: readonly (readonly [method: string, path: string])[] = [];
