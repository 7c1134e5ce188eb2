export { HookConfig, HookDefinition, HookMatcher, HooksRequest, HooksResponse, HookTypeModel } from './hook-config.js';
export { AGENT_LEVELS, SubAgentInfo, SubAgentsRequest, SubAgentsResponse } from './sub-agents.js';
export { ApiGetSubAgents } from './sub-agent-operations.js';
export { ApiGetHooks } from './hook-operations.js';
