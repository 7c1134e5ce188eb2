import { findChromium } from '@openhands-nest/agent-tools';
import { ToolName } from '@openhands-nest/contracts/vocabulary';

/** Names of the tools that agents can have on this machine. */
export function usableTools(): ToolName[] {
  const hasBrowser = findChromium() !== undefined;
  return Object.values(ToolName).filter((name) => hasBrowser || name !== ToolName.BrowserToolSet);
}
