import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Threads and processes that specs start cannot run TypeScript: their entries are bundled from the sources of this run,
 * so that no spec ever tests an old build. BUNDLE_DIR tells the specs where they lie.
 */
export default async function bundleEntries() {
  const directory = mkdtempSync(join(tmpdir(), 'storage-specs-'));
  process.env.BUNDLE_DIR = directory;
  await build({
    entryPoints: {
      'storage-worker': source('sqlite/worker.ts'),
      'crash-writer': source('__fixtures__/crash-writer.ts'),
    },
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    conditions: ['@openhands-nest/source'],
    logLevel: 'warning',
  });
}

function source(path) {
  return fileURLToPath(new URL(`../src/${path}`, import.meta.url));
}
