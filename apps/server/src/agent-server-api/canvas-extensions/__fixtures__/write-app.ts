import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Ends a script with the program of the app, which gets its port and its data folder. */
export const SERVE = `exec '${process.execPath}' "$(dirname "$0")/program.mjs" "$@"`;

export interface AppOptions {
  /** A module of Node that is the program. */
  readonly program: string;
  /** Of the shell script that is started. */
  readonly script?: string;
  readonly health?: object;
  /** Changes what is packed. */
  readonly prepareFolder?: (directory: string) => Promise<void>;
  /** In place of the right one. */
  readonly sha256?: string;
}

/** Writes an extension called `counter` with a program, packed by `tar`, into a folder of its own; answers its path. */
export async function writeApp(folder: string, options: AppOptions): Promise<string> {
  const directory = await mkdtemp(join(folder, 'app-'));
  const sha256 = await packProgram(directory, options);
  const artifact = { path: 'program.tar.gz', sha256: options.sha256 ?? sha256 };
  const manifest = {
    schema_version: 1,
    name: 'counter',
    display_name: 'Counter',
    version: '1.0.0',
    entrypoint: 'index.js',
    backend: {
      schema_version: 1,
      artifacts: { 'linux-amd64': artifact, 'linux-arm64': artifact },
      argv: ['{artifact_dir}/run', '{port}', '{data_dir}'],
      health: { interval_seconds: 0.02, ...options.health },
    },
  };
  await writeFile(join(directory, 'index.js'), 'export function activate() {}');
  await writeFile(join(directory, 'canvas-extension.json'), JSON.stringify(manifest));
  return directory;
}

/** Answers the hash of the archive. */
async function packProgram(directory: string, options: AppOptions): Promise<string> {
  const { program, script = SERVE, prepareFolder } = options;
  const packed = join(directory, 'program');
  await mkdir(packed);
  await writeFile(join(packed, 'program.mjs'), program);
  await writeFile(join(packed, 'run'), `#!/bin/sh\n${script}\n`);
  await chmod(join(packed, 'run'), 0o755);
  await prepareFolder?.(packed);
  const archive = join(directory, 'program.tar.gz');
  await promisify(execFile)('tar', ['-czf', archive, '-C', packed, '.']);
  return createHash('sha256')
    .update(await readFile(archive))
    .digest('hex');
}
