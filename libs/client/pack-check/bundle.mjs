import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the program for browsers; without a browser at hand, what is bundled must at least run without any import. */
export async function bundle(project) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(project, 'program.mjs')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const strangers = Object.keys(metafile.inputs).filter(
    (path) => !/@openhands-nest\/(client|contracts)\/|program\.mjs$/.test(path),
  );
  if (strangers.length > 0) throw new Error(`The browser bundle holds ${strangers.join(', ')}`);
  writeFileSync(join(project, 'bundled.mjs'), outputFiles[0].contents);
}
