import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './programs.js';

/** Everything fetched from a registry is kept here, by name and version; it may be deleted at any time. */
export const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/clients/', import.meta.url));

/** A package as it was published. */
export interface PublishedPackage {
  readonly version: string;
  /** Its own folder, with its package.json. */
  readonly folder: string;
}

/** Version that npm calls the latest. @throws Error when the registry cannot be asked */
export async function newestVersion(name: string): Promise<string> {
  return (await runProgram('npm', ['view', name, 'version', '--loglevel=error'])).trim();
}

/** The newest version of a package, without its dependencies: for packages that bring everything built in. */
export async function unpackPublished(name: string): Promise<PublishedPackage> {
  const version = await newestVersion(name);
  const folder = await inCache(name, version, async (into) => {
    await runProgram('npm', ['pack', `${name}@${version}`, '--loglevel=error', '--pack-destination', into]);
    const archive = (await readdir(into)).find((file) => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm packed no archive of ${name}@${version}.`);
    await runProgram('tar', ['-xzf', archive], { cwd: into });
    await rm(join(into, archive));
  });
  return { version, folder: join(folder, 'package') };
}

/** The newest version of a package, with its dependencies beside it as npm installs them. No script of theirs is run. */
export async function installPublished(name: string): Promise<PublishedPackage> {
  const version = await newestVersion(name);
  const folder = await inCache(name, version, async (into) => {
    await runProgram('npm', [
      ...['install', `${name}@${version}`, '--prefix', into],
      ...['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    ]);
  });
  return { version, folder: join(folder, 'node_modules', name) };
}

/** Folder of one version, made beside its place and moved there when it is complete. */
async function inCache(name: string, version: string, fill: (into: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name.replaceAll('/', '+'), version);
  if (await exists(folder)) return folder;
  await mkdir(join(folder, '..'), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  try {
    await fill(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else may have been quicker, with the same content.
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
