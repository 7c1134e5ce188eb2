import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Starts server-process.ts from its source in a node of its own. */
export function startServerProcess(sandbox: 'local' | 'bwrap', dataDirectory: string, time: string) {
  const flags = [
    '--conditions=@openhands-nest/source',
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
  ];
  const loader = join(import.meta.dirname, 'source-loader.mjs');
  const script = join(import.meta.dirname, 'server-process.ts');
  const env = { ...process.env, NODE_OPTIONS: '' };
  const args = [...flags, '--import', loader, script, sandbox, dataDirectory, time];
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
