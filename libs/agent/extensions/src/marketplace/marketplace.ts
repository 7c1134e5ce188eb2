import { InvalidExtensionError } from '../fetch/extension-errors.js';
import { checkedPath, type SourceQuery } from '../fetch/extension-source.js';
import { DiskFiles } from '../files/disk-files.js';
import { loadSkillFolder } from '../skills/load-skill-folder.js';
import { object, objects, text } from '../skills/skill-document.js';
import { jsonObject } from '../plugins/read-manifest.js';

/** Something that a marketplace lists. */
export interface MarketplaceEntry {
  readonly name: string;
  readonly description: string | null;
  /** The source as it stands in the file: a text, or an object with `source`, `repo`, `url`, `ref` and `path`. */
  readonly rawSource: unknown;
  /** Where to get it. */
  readonly query: SourceQuery;
}

/** A list of plugins and skills, in a repository or a folder of the server. */
export interface Marketplace {
  /** Absolute path of its folder. */
  readonly directory: string;
  readonly plugins: readonly MarketplaceEntry[];
  readonly skills: readonly MarketplaceEntry[];
}

const MANIFESTS = ['.plugin/marketplace.json', '.claude-plugin/marketplace.json'];

/** Reads a marketplace. A folder of skills without a list is one too. @throws InvalidExtensionError */
export async function readMarketplace(directory: string, ...further: readonly string[]): Promise<Marketplace> {
  const files = new DiskFiles(directory);
  for (const file of [...MANIFESTS, ...further]) {
    const document = await jsonObject(files, `${directory}/${file}`);
    if (document) return marketplaceOf(document, directory);
  }
  const skills = await skillsWithoutList(files, directory);
  if (skills.length > 0) return { directory, plugins: [], skills };
  throw new InvalidExtensionError(
    'There is no marketplace.json in .plugin or .claude-plugin, and no folder of skills.',
  );
}

/** Reads a list at a given place. @throws InvalidExtensionError when there is none */
export async function readMarketplaceFile(directory: string, file: string): Promise<Marketplace> {
  const document = await jsonObject(new DiskFiles(directory), `${directory}/${checkedPath(file)}`);
  if (document) return marketplaceOf(document, directory);
  throw new InvalidExtensionError(`There is no ${file} in the marketplace.`);
}

function marketplaceOf(document: Readonly<Record<string, unknown>>, directory: string): Marketplace {
  return {
    directory,
    plugins: objects(document['plugins']).flatMap((entry) => entryOf(entry, directory)),
    skills: objects(document['skills']).flatMap((entry) => entryOf(entry, directory)),
  };
}

/** An entry that cannot be had from anywhere is left out. */
function entryOf(document: Readonly<Record<string, unknown>>, directory: string): MarketplaceEntry[] {
  const name = text(document['name']);
  const query = queryOf(document['source'], directory);
  if (name === null || query === undefined) return [];
  return [{ name, description: text(document['description']), rawSource: document['source'], query }];
}

function queryOf(source: unknown, directory: string): SourceQuery | undefined {
  if (typeof source === 'string') return ofText(source, directory);
  const { source: kind, repo, url, ref, path } = object(source) ?? {};
  const place = { ref: text(ref), repoPath: text(path) };
  if (kind === 'github' && typeof repo === 'string') return { source: `github:${repo}`, ...place };
  return kind === 'url' && typeof url === 'string' ? { source: url, ...place } : undefined;
}

/** A relative path stays inside of the marketplace. */
function ofText(source: string, directory: string): SourceQuery | undefined {
  if (source.includes('://') || source.startsWith('github:')) return { source };
  if (source.startsWith('/') || source.startsWith('~')) return { source };
  try {
    return { source: directory, repoPath: checkedPath(source.replace(/^\.\//, '')) || null };
  } catch {
    return undefined;
  }
}

async function skillsWithoutList(files: DiskFiles, directory: string): Promise<MarketplaceEntry[]> {
  const folders = (await files.list(directory)).filter(({ name }) => name === 'skills' || name === '.skills');
  const roots = folders.length > 0 ? folders.map(({ name }) => name) : [''];
  const loads = await Promise.all(
    roots.map((root) => loadSkillFolder(files, root === '' ? directory : `${directory}/${root}`, { strict: false })),
  );
  const skills = loads.flatMap((load) => load.skills).filter((skill) => skill.isAgentSkill);
  return skills.map(({ name, description, source }) => {
    const path = (source ?? '').slice(directory.length + 1).replace(/\/[^/]+$/, '');
    return { name, description, rawSource: `./${path}`, query: { source: directory, repoPath: path } };
  });
}
