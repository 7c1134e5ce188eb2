import { InvalidExtensionError } from '../fetch/extension-errors.js';
import type { ExtensionFiles } from '../files/extension-files.js';

export interface PluginManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly document: Readonly<Record<string, unknown>> | null;
  /** `portable`: the format of agent-plugins.org, with hooks, commands and agents in `dev.openhands/`. */
  readonly layout: 'usual' | 'portable';
}

/** In the order in which they are looked for behind a portable one. */
const FILES = ['.plugin/plugin.json', '.claude-plugin/plugin.json'];
const PORTABLE = 'plugin.json';
const PORTABLE_SCHEMA = 'https://agent-plugins.org/schemas/1.0.0/plugin.schema.json';

/** @param inferred name of a plugin that says nothing of itself @throws InvalidExtensionError */
export async function readManifest(
  files: ExtensionFiles,
  directory: string,
  inferred: string,
): Promise<PluginManifest> {
  const root = await jsonObject(files, `${directory}/${PORTABLE}`);
  if (root && '$schema' in root) return portable(root);
  for (const file of FILES) {
    const document = await jsonObject(files, `${directory}/${file}`);
    if (document) return described(document, 'usual');
  }
  const description = `The plugin in the folder ${inferred}.`;
  return { name: inferred, version: '1.0.0', description, document: root ?? null, layout: 'usual' };
}

function portable(document: Readonly<Record<string, unknown>>): PluginManifest {
  if (document['$schema'] !== PORTABLE_SCHEMA)
    throw new InvalidExtensionError(`plugin.json has a $schema that is not known here. Use ${PORTABLE_SCHEMA}.`);
  return described(document, 'portable');
}

function described(document: Readonly<Record<string, unknown>>, layout: PluginManifest['layout']): PluginManifest {
  const { name, version, description } = document;
  if (typeof name !== 'string' || name === '') throw new InvalidExtensionError('plugin.json needs a name.');
  return { name, version: text(version) ?? '1.0.0', description: text(description) ?? '', document, layout };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Undefined when there is no such file. @throws InvalidExtensionError for one that holds no object */
export async function jsonObject(
  files: ExtensionFiles,
  file: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const content = await files.read(file).catch((error: unknown) => {
    throw new InvalidExtensionError(`${file}: ${(error as Error).message}`);
  });
  if (content === undefined) return undefined;
  const value = parsed(content);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new InvalidExtensionError(`${file.split('/').slice(-2).join('/')} must hold a JSON object.`);
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
