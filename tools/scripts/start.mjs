/** `npm start`: builds what changed, says nothing when nothing did, and becomes the server. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { build } from './build.mjs';
import { WORKSPACE } from './workspace.mjs';

await build('server');

enableCompileCache(join(WORKSPACE, 'node_modules/.cache/compiled'));
// In this very process, so that signals and the exit code are the server's own.
await import('../../apps/server/dist/main.js');
