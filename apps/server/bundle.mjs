/** Bundles what tsc emitted: one file loads in half the time of a thousand. Run in the server's folder, after tsc. */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const ENTRY_POINTS = {
  server: 'out-tsc/main.js',
  openapi: 'out-tsc/openapi/create-documents.js',
  'storage-worker': '../../libs/storage/dist/sqlite/worker.js',
};

const NOT_INSTALLED = [
  '@nestjs/microservices',
  '@nestjs/microservices/*',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  '@nestjs/websockets/*',
  '@fastify/view',
  '@fastify/multipart',
  'class-transformer/storage',
  'pg-native',
];
const WITH_FILES_OF_THEIR_OWN = ['@lydell/node-pty', '@vscode/ripgrep', 'swagger-ui-dist', 'swagger-ui-dist/*'];
/** Loaded with the first use, not at start. */
const LATE = [
  ...['ai', '@ai-sdk/*', 'zod', 'zod/*'],
  ...['@modelcontextprotocol/*', 'playwright-core', 'turndown', 'yaml', 'ajv', 'ajv/*'],
  ...['@octokit/*', '@gitbeaker/*'],
];

// CommonJS packages inside an ES module still call require.
const REQUIRE = [
  `import { createRequire as bundleCreateRequire } from 'node:module';`,
  `import { dirname as bundleDirname } from 'node:path';`,
  `const require = bundleCreateRequire(import.meta.url);`,
  `const __filename = import.meta.filename;`,
  `const __dirname = bundleDirname(__filename);`,
].join('\n');

// Whoever starts the bundle by hand may do so with the system's own Node, which can be too old.
const NODE_CHECK = [
  `if (Number(process.versions.node.split('.')[0]) < 24) {`,
  `  console.error('This server needs Node 24 or newer, and this is Node ' + process.versions.node + '. Start it with npm start, which brings its own.');`,
  `  process.exit(1);`,
  `}`,
].join('\n');

const COMPILE_CACHE = '.compile-cache';

// What is started: a file so small that the cache is on before the bundle is compiled. Without a place to write, it stays off.
const MAIN = [
  `import nodeModule from 'node:module';`,
  NODE_CHECK,
  `nodeModule.enableCompileCache(import.meta.dirname + '/${COMPILE_CACHE}');`,
  `await import('./server.js');`,
  ``,
].join('\n');

const DRAFT = 'dist/.draft';
await build({
  entryPoints: ENTRY_POINTS,
  outdir: DRAFT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // Class names become schema names.
  keepNames: true,
  sourcemap: true,
  banner: { js: `${NODE_CHECK}\n${REQUIRE}` },
  external: [...NOT_INSTALLED, ...WITH_FILES_OF_THEIR_OWN, ...LATE],
  logLevel: 'warning',
});

writeFileSync(join(DRAFT, 'main.js'), MAIN);

// Whole files are moved into place, so that a server that starts meanwhile finds the old ones or the new ones.
mkdirSync('dist', { recursive: true });
for (const name of readdirSync(DRAFT)) renameSync(join(DRAFT, name), join('dist', name));
rmSync(DRAFT, { recursive: true });
// It belongs to the files that were there before.
rmSync(join('dist', COMPILE_CACHE), { recursive: true, force: true });
rmSync(join('dist', 'main.js.map'), { force: true });
