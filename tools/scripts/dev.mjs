/** `npm run dev`: compiles on every save, and restarts the server (unbundled) whenever its output changed. */
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { ENVIRONMENT, WORKSPACE } from './workspace.mjs';

await build('server');

const compiler = ['node_modules/typescript-native/bin/tsc', '-b', 'apps/server/tsconfig.lib.json', '--watch'];
const server = ['--watch', '--watch-preserve-output', 'apps/server/out-tsc/main.js'];
const children = [compiler, server].map((args) =>
  spawn('node', args, { cwd: WORKSPACE, env: ENVIRONMENT, stdio: 'inherit' }),
);

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));
for (const child of children) child.on('exit', () => stop('SIGTERM'));

/** Either both run or none: a compiler without a server, or the reverse, only looks alive. */
function stop(signal) {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
