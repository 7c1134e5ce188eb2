import { join } from 'node:path';
import { createWorkspaceProvider } from '../create-workspace-provider.js';

/** A process that starts many sorts of processes and is then killed by a test. Arguments: sandbox, data folder, seconds. */
const [sandbox, dataDirectory, time] = process.argv.slice(2) as ['local' | 'bwrap', string, string];
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const provider = await createWorkspaceProvider({ sandbox, dataDirectory, logger });
const workspace = await provider.open({ conversationId: 'one', directory: join(dataDirectory, 'workspaces', 'one') });

const shell = await workspace.openShell({});
shell.write(`trap "" HUP TERM; setsid sleep ${time} & nohup sleep ${time} & sleep ${time}\n`);
await workspace.execute({ command: ['sh', '-c', `setsid sleep ${time} & sleep ${time}`] });
