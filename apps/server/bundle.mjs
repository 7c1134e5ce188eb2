/** Bundles what tsc emitted: one file loads in half the time of a thousand. Run in the server's folder, after tsc. */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** What they have in common is in files of its own, and so is what they import late. */
const ENTRY_POINTS = { server: 'out-tsc/main.js', openapi: 'out-tsc/openapi/create-documents.js' };
const AT_START = new Set(['out-tsc/main.js', 'out-tsc/start-server.js']);
const WORKER = { 'storage-worker': '../../libs/storage/dist/sqlite/worker.js' };

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

/**
 * class-validator's own ES modules: of its hundred rules, which bring tables of phone numbers and the like, only those that are used
 * get into the bundle. Nest asks for the whole package where types are derived from others, which is not done here.
 */
const onlyUsedRules = {
  name: 'only-used-rules',
  setup(bundling) {
    const folder = dirname(createRequire(import.meta.url).resolve('class-validator/package.json'));
    bundling.onResolve({ filter: /^class-validator$/ }, ({ importer }) =>
      importer.includes('@nestjs')
        ? { external: true }
        : { path: join(folder, 'esm2015/index.js'), sideEffects: false },
    );
  },
};

/** An import of node:http in ES modules makes Node load everything that hangs on it, such as a second HTTP client; `require` does not. */
const leanHttp = {
  name: 'lean-http',
  setup(bundling) {
    bundling.onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'http', namespace: 'lean-http' } : undefined,
    );
    bundling.onLoad({ filter: /^http$/, namespace: 'lean-http' }, () => ({
      contents: `module.exports = process.getBuiltinModule('node:http');`,
    }));
  },
};

const DRAFT = 'dist/.draft';
// A build that failed may have left something.
rmSync(DRAFT, { recursive: true, force: true });
const OPTIONS = {
  outdir: DRAFT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // Class names become schema names.
  keepNames: true,
  // Text that nobody reads costs time and memory at every start. Lines stay short enough for the places in stacks to say something.
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  sourcemap: true,
  banner: { js: `${NODE_CHECK}\n${REQUIRE}` },
  external: [...NOT_INSTALLED, ...WITH_FILES_OF_THEIR_OWN, ...LATE],
  plugins: [onlyUsedRules, leanHttp],
  logLevel: 'warning',
};
const { metafile } = await build({
  ...OPTIONS,
  entryPoints: ENTRY_POINTS,
  splitting: true,
  chunkNames: 'part-[hash]',
  metafile: true,
});
refuseAtStart(metafile, '@nestjs/swagger');
await build({ ...OPTIONS, entryPoints: WORKER });
writeFileSync(join(DRAFT, 'main.js'), MAIN);

// Whole files are moved into place, so that a server that starts meanwhile finds the old ones or the new ones.
mkdirSync('dist', { recursive: true });
const made = readdirSync(DRAFT);
// The entry points last: they name the others.
made.sort((a, b) => Number(b.startsWith('part-')) - Number(a.startsWith('part-')));
for (const name of made) renameSync(join(DRAFT, name), join('dist', name));
rmSync(DRAFT, { recursive: true });
// Parts of earlier builds stay for a day: servers that run may ask for them late.
const DAY_MS = 86_400_000;
for (const name of readdirSync('dist')) {
  const file = join('dist', name);
  if (name.startsWith('part-') && !made.includes(name) && Date.now() - statSync(file).mtimeMs > DAY_MS) rmSync(file);
}
// It belongs to the files that were there before.
rmSync(join('dist', COMPILE_CACHE), { recursive: true, force: true });
rmSync(join('dist', 'main.js.map'), { force: true });

/** One import in the wrong place would make every start slower by a third. @throws Error when a package is loaded at each start */
function refuseAtStart({ outputs }, packageName) {
  const atStart = Object.keys(outputs).filter((file) => AT_START.has(outputs[file].entryPoint));
  // It grows while it is gone through.
  for (const file of atStart) {
    const needed = outputs[file].imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
    atStart.push(...needed.map(({ path }) => path).filter((path) => !atStart.includes(path)));
  }
  const inputs = atStart.flatMap((file) => Object.keys(outputs[file].inputs));
  if (inputs.some((input) => input.includes(`node_modules/${packageName}/`)))
    throw new Error(`${packageName} would be loaded at every start. Import it where it is used, with await import().`);
}
