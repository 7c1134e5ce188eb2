import { findChromium } from '@openhands-nest/agent-tools';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { RUNNABLE_TOOLS } from '../conversations/runnable-tools.js';

/** Names of the tools that agents can have on this machine. */
export function usableTools(): string[] {
  const hasBrowser = findChromium() !== undefined;
  return RUNNABLE_TOOLS.filter((name) => hasBrowser || name !== ToolName.BrowserToolSet);
}

export function isUsable(name: string): boolean {
  return usableTools().includes(name);
}
