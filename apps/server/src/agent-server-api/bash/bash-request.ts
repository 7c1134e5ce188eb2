import type { ExecuteBashRequest } from '@openhands-nest/contracts/agent-server';
import type { BashRequest } from './bash-commands.js';

export function toBashRequest({ command, cwd, timeout }: ExecuteBashRequest): BashRequest {
  return { command, cwd: cwd ?? null, timeout };
}
