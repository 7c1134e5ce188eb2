import type { ExtensionFiles } from '../files/extension-files.js';
import { DiskFiles } from '../files/disk-files.js';
import { searchRoots } from '../skills/project-skills.js';
import type { UserFolders } from '../skills/user-skills.js';
import { loadPlugin } from './load-plugin.js';
import type { Plugin } from './plugin.js';

const PROJECT_FOLDERS = ['.agents/plugins', '.openhands/plugins'];

/** Told of each plugin that cannot be used. */
export type OnBroken = (directory: string, reason: string) => void;

/** Plugins of the server's user. What was installed through the server is elsewhere. */
export async function userPlugins({ home, persistence }: UserFolders, onBroken: OnBroken): Promise<Plugin[]> {
  const folders = [`${home}/.agents/plugins`, `${persistence}/plugins`];
  const within = (folder: string): Promise<Plugin[]> =>
    pluginsIn(new DiskFiles(), folder, (directory) => new DiskFiles(directory), onBroken);
  return firstOfEach((await Promise.all(folders.map(within))).flat());
}

/** Plugins of a project. */
export async function projectPlugins(files: ExtensionFiles, directory: string, onBroken: OnBroken): Promise<Plugin[]> {
  const roots = await searchRoots(files, directory);
  const folders = roots.flatMap((root) => PROJECT_FOLDERS.map((folder) => `${root}/${folder}`));
  return firstOfEach(
    (await Promise.all(folders.map((folder) => pluginsIn(files, folder, () => files, onBroken)))).flat(),
  );
}

export function firstOfEach(plugins: readonly Plugin[]): Plugin[] {
  const byName = new Map<string, Plugin>();
  for (const plugin of plugins) if (!byName.has(plugin.name)) byName.set(plugin.name, plugin);
  return [...byName.values()];
}

async function pluginsIn(
  files: ExtensionFiles,
  folder: string,
  filesOf: (directory: string) => ExtensionFiles,
  onBroken: OnBroken,
): Promise<Plugin[]> {
  const names = (await files.list(folder)).filter(({ type, name }) => type === 'directory' && name !== 'installed');
  const loaded = await Promise.all(
    names.map(async ({ name }) => {
      const directory = `${folder}/${name}`;
      return loadPlugin(filesOf(directory), directory, name).catch((error: unknown) => {
        onBroken(directory, (error as Error).message);
        return undefined;
      });
    }),
  );
  return loaded.filter((plugin) => plugin !== undefined);
}
