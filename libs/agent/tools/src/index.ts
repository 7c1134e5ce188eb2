export { createTools, type ToolRegistry, type ToolsOptions } from './create-tools.js';
export { clientTools, schemaComplaint } from './client-tools/client-tools.js';
export { toModelText } from './to-model-text.js';
export { terminalTool, type TerminalToolOptions } from './terminal/terminal.tool.js';
export { fileEditorTool } from './file-editor/file-editor.tool.js';
export { taskTrackerTool } from './task-tracker/task-tracker.tool.js';
export { thinkTool } from './think/think.tool.js';
export { finishTool } from './finish/finish.tool.js';
export { globTool } from './glob/glob.tool.js';
export { grepTool } from './grep/grep.tool.js';
export { invokeSkillTool, type InvocableSkills } from './invoke-skill/invoke-skill.tool.js';
export { browserEquipment, type BrowserEquipmentOptions } from './browser/browser-equipment.js';
export { findChromium, HOW_TO_GET_CHROMIUM } from './browser/find-chromium.js';
export { McpConnection, MCP_TIMES, type McpTimes } from './mcp/mcp-connection.js';
export { mcpEquipment, type McpEquipmentOptions } from './mcp/mcp-equipment.js';
export { McpProblem, type McpProblemKind } from './mcp/mcp-problem.js';
export { authorizationOf } from './mcp/sign-in/authorization-of.js';
export type { McpAuthorization } from './mcp/sign-in/mcp-authorization.js';
export { passingPlace, type SignInPlace } from './mcp/sign-in/sign-in-place.js';
export { wholeGlob, type GlobOptions } from './search/glob-pattern.js';
export type { SearchToolOptions } from './search/search-options.js';
export { taskTool } from './task/task.tool.js';
export { delegateTool } from './delegate/delegate.tool.js';
export { modelEquipment, type SavedRules } from './models/model-equipment.js';
export {
  childEquipment,
  type ChildRequest,
  type StartChild,
  type StartedChild,
} from './child-conversation/child-conversation.tool.js';
export { openAcpAgent } from './acp/open-acp-agent.js';
export { commandOfProvider, secretsOfProvider } from './acp/providers.js';
