export { HookConfig, HookDefinition, HookMatcher, HooksRequest, HooksResponse, HookTypeModel } from './hook-config.js';
export { ApiGetHooks } from './hook-operations.js';
