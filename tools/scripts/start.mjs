/** `npm start`: builds what changed, says nothing when nothing did, and becomes the server. */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { build } from './build.mjs';
import { WORKSPACE } from './workspace.mjs';

// The Node that npm runs this with comes from node_modules; without it there is only the system's, which may be too old.
if (!existsSync(join(WORKSPACE, 'node_modules/.bin/node'))) {
  console.error('The packages are not installed yet. Run npm ci first, then npm start.');
  process.exit(1);
}

await build('server');

module.enableCompileCache(join(WORKSPACE, 'node_modules/.cache/compiled'));
// In this very process, so that signals and the exit code are the server's own.
await import('../../apps/server/dist/main.js');
