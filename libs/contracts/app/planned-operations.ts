/**
 * Operations of the reference server that are not built yet: method, path. Each answers 501 until it leaves this list.
 * `repository_name` spans slashes. POST …/events is missing on purpose: that path is the Agent Server's.
 */
export const PLANNED_OPERATIONS = [
  ['GET', '/api/conversations/{conversation_id}/remember-prompt'],
  ['GET', '/api/conversations/{conversation_id}/microagents'],
  ['POST', '/api/conversations/{conversation_id}/exp-config'],
  ['GET', '/api/conversations/{conversation_id}/git/changes'],
  ['GET', '/api/conversations/{conversation_id}/git/diff'],
  ['POST', '/api/conversations/{conversation_id}/upload-files'],
  ['GET', '/api/conversations/{conversation_id}/list-files'],
  ['POST', '/api/conversations/{conversation_id}/submit-feedback'],
  ['GET', '/api/conversations/{conversation_id}/select-file'],
  ['GET', '/api/conversations/{conversation_id}/zip-directory'],
  ['POST', '/mcp/mcp'],
] as const satisfies readonly (readonly [method: string, path: string])[];
