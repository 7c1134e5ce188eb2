import { ToolName, ToolSetName } from '@openhands-nest/contracts/vocabulary';

/** Tools that are not given by their own names: with skills, and as part of a set. */
const NOT_BY_NAME: ReadonlySet<string> = new Set([ToolName.InvokeSkill, ToolName.Task]);

/** Names of all tools that an agent here can be given. */
export const RUNNABLE_TOOLS: readonly string[] = [
  ...Object.values(ToolName).filter((name) => !NOT_BY_NAME.has(name)),
  ...Object.values(ToolSetName),
];
