/**
 * Proves that the packages work for somebody who has nothing else: packs contracts and client, installs the tarballs in an empty
 * project, type-checks, runs and bundles a program there.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { nodeImportsIn } from './node-imports.mjs';

const HERE = import.meta.dirname;
const LIBS = join(HERE, '../..');
const COMPILER = join(LIBS, '../node_modules/typescript-native/bin/tsc');
const PACKAGES = ['contracts', 'client'];

const project = mkdtempSync(join(tmpdir(), 'openhands-nest-pack-check-'));
try {
  install(PACKAGES.map(pack));
  step('Installed with the client: nothing but its own packages', checkInstalled);
  step('The client names no module of Node', checkSources);
  for (const resolution of ['nodenext', 'bundler'])
    step(`Type-checks with moduleResolution ${resolution}`, () => check(resolution));
  step('Runs in Node', () => run(process.execPath, ['program.mjs']));
  await bundle(project);
  step('Runs as a browser bundle', () => run(process.execPath, ['bundled.mjs']));
} finally {
  rmSync(project, { recursive: true, force: true });
}

function step(name, work) {
  work();
  console.log(`ok: ${name}`);
}

/** @returns the tarball's path */
function pack(name) {
  const text = run('npm', ['pack', '--json', '--pack-destination', project], join(LIBS, name));
  const [{ filename, files }] = JSON.parse(text);
  const strays = files
    .map(({ path }) => path)
    .filter((path) => /\.(spec|test)\.|__fixtures__|tsbuildinfo|\.map$/.test(path));
  if (strays.length > 0) throw new Error(`${name} would publish: ${strays.join(', ')}`);
  console.log(`ok: Packed ${filename}, ${files.length} files`);
  return join(project, filename);
}

function install(tarballs) {
  cpSync(join(HERE, '__fixtures__'), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs]);
}

function checkInstalled() {
  const modules = join(project, 'node_modules');
  const names = readdirSync(modules).filter((name) => !name.startsWith('.'));
  const own = readdirSync(join(modules, '@openhands-nest')).sort();
  const expected = JSON.stringify([['@openhands-nest'], [...PACKAGES].sort()]);
  if (JSON.stringify([names, own]) !== expected)
    throw new Error(`Installed: ${names.join(', ')}; own: ${own.join(', ')}`);
}

function checkSources() {
  const found = nodeImportsIn(join(project, 'node_modules/@openhands-nest/client'));
  if (found.length > 0) throw new Error(`The client imports ${found.join(', ')}`);
}

function check(moduleResolution) {
  const options = { module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution, moduleResolution };
  const config = {
    // With the declarations of the packages, too: nothing is skipped.
    compilerOptions: {
      ...options,
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      types: [],
      lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
    },
    files: ['program.ts'],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  run(process.execPath, [COMPILER, '-p', '.']);
}

/** @returns what it writes. @throws Error with that when it fails */
function run(program, args, cwd = project) {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (cause) {
    throw new Error(`${cause.message}\n${cause.stdout}`, { cause });
  }
}
