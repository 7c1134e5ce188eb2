/** Prints how large the client is in a browser, and fails when it is too large or needs what no browser has. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const LIMIT_BYTES = 15 * 1024;

const { outputFiles, metafile } = await build({
  entryPoints: [new URL('src/index.ts', import.meta.url).pathname],
  conditions: ['@openhands-nest/source'],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  metafile: true,
  write: false,
});
const [{ contents }] = outputFiles;
const gzipped = gzipSync(contents).length;
const strangers = Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'));

console.log(`Browser bundle: ${kib(contents.length)} minified, ${kib(gzipped)} gzipped (limit ${kib(LIMIT_BYTES)})`);
if (strangers.length > 0) fail(`The bundle holds other packages: ${strangers.join(', ')}`);
if (gzipped > LIMIT_BYTES) fail('The bundle is too large.');

function kib(bytes) {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

function fail(reason) {
  console.error(reason);
  process.exitCode = 1;
}
