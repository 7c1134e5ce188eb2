import { DiskFiles } from '../files/disk-files.js';
import type { ExtensionFacts } from '../install/installation-store.js';
import { loadPlugin } from './load-plugin.js';
import type { Plugin } from './plugin.js';

/** What a plugin's folder says of itself. @throws InvalidExtensionError */
export async function inspectPlugin(directory: string, name: string): Promise<ExtensionFacts> {
  const plugin = await pluginIn(directory, name);
  return { name: plugin.name, version: plugin.version, description: plugin.description };
}

/** A plugin on the server's disk; nothing outside of its folder belongs to it. @throws InvalidExtensionError */
export function pluginIn(directory: string, name: string): Promise<Plugin> {
  return loadPlugin(new DiskFiles(directory), directory, name);
}
