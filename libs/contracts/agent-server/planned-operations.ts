/**
 * Operations of the reference server that are not built yet: method, path. Each answers 501 until it leaves this list.
 * `file_path` spans slashes.
 */
export const PLANNED_OPERATIONS = [
  ['PUT', '/api/conversations/{conversation_id}/credential-bindings/{secret_name}'],
] as const satisfies readonly (readonly [method: string, path: string])[];
