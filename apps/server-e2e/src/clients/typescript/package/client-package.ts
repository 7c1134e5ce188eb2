import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFile } from 'node:fs/promises';
import { installPublished } from '@openhands-nest/canvas';

/** Modules of the official client that its package.json offers, by the name under which they are imported. */
export interface ClientPackage {
  readonly version: string;
  readonly folder: string;
  /** Everything that is exported, of all modules together. */
  readonly exports: Readonly<Record<string, any>>;
}

/** The newest `@openhands/typescript-client` of npm, untouched. */
export async function loadClientPackage(): Promise<ClientPackage> {
  const { version, folder } = await installPublished('@openhands/typescript-client');
  const { exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, { import: string }>;
  };
  const modules = await Promise.all(
    Object.values(exports).map((entry) => import(pathToFileURL(join(folder, entry.import)).href) as Promise<object>),
  );
  return { version, folder, exports: Object.assign({}, ...modules) as ClientPackage['exports'] };
}
