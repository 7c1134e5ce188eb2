import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fillWithConversations } from '../data/fill.js';
import { ServerProcess, SESSION_KEY } from '../processes/server-process.js';
import { AgentServerApi } from '../wire/agent-server-api.js';
import type { Contender } from './contender.js';

/** The built server of this repository. */
export const ours: Contender = {
  name: 'ours',
  async start(context, options) {
    const dataDirectory = ownFolder(options.dataDirectory);
    const { agentServerUrl, pid, readyAfterMs } = await ServerProcess.start(context, { ...options, dataDirectory });
    return { api: new AgentServerApi(agentServerUrl, SESSION_KEY, options), pid, readyAfterMs };
  },
  async fill(_context, dataDirectory, conversations) {
    await mkdir(ownFolder(dataDirectory), { recursive: true });
    await fillWithConversations(ownFolder(dataDirectory), conversations);
  },
};

/** The conversations work beside it: what the server keeps for itself is no working directory. */
function ownFolder(dataDirectory: string): string {
  return join(dataDirectory, 'data');
}
