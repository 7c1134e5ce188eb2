import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

const IMPORT = /(?:\bfrom|\bimport|\brequire\()\s*\(?\s*['"]([^'"]+)['"]/g;

/** Modules of Node that the scripts and declarations below a directory name. */
export function nodeImportsIn(directory) {
  const files = readdirSync(directory, { recursive: true }).filter((name) => /\.(js|d\.ts)$/.test(name));
  const named = files.flatMap((name) =>
    [...readFileSync(join(directory, name), 'utf8').matchAll(IMPORT)].map(([, from]) => from),
  );
  if (named.length === 0) throw new Error(`No imports at all below ${directory}: is it built?`);
  return named.filter((from) => from.startsWith('node:') || builtinModules.includes(from));
}
