import type { ExtensionFiles, FolderEntry } from '../files/extension-files.js';
import { instructionName } from './instruction-files.js';
import { plainInstructions, readAgentSkill, readPlainSkill, type AgentSkillOptions } from './read-skill.js';
import type { LoadedSkills, Skill, SkillProblem } from './skill.js';

export interface SkillFolderOptions extends AgentSkillOptions {
  /** Whether Markdown files in folders below count too. Default: true. */
  readonly recursive?: boolean;
  /** Names of folders that are passed over. */
  readonly except?: readonly string[];
}

const MAX_DEPTH = 6;
const MAX_SKILLS = 500;

/**
 * All skills of a folder: `name/SKILL.md`, whose other files are its own business, and plain Markdown files, also in folders below.
 * One that is malformed is reported and passed over.
 */
export async function loadSkillFolder(
  files: ExtensionFiles,
  folder: string,
  options: SkillFolderOptions = {},
): Promise<LoadedSkills> {
  const collected = new Collected();
  const top = (await files.list(folder)).filter(({ name }) => !options.except?.includes(name));
  const plainFolders: string[] = [];
  for (const { name } of top.filter(isDirectory)) {
    const skillFile = skillFileOf(await files.list(`${folder}/${name}`));
    if (skillFile === undefined) plainFolders.push(name);
    else await collected.take(`${folder}/${name}/${skillFile}`, (file) => readAgentSkill(files, file, options));
  }
  await collectPlain(files, folder, '', top, collected);
  if (options.recursive ?? true) for (const name of plainFolders) await descend(files, folder, name, collected);
  return { skills: [...collected.skills.values()], problems: collected.problems };
}

/** Name of the `SKILL.md` among the entries, however it is spelled. */
export function skillFileOf(entries: readonly FolderEntry[]): string | undefined {
  return entries.find(({ name, type }) => type === 'file' && name.toLowerCase() === 'skill.md')?.name;
}

async function descend(files: ExtensionFiles, folder: string, path: string, collected: Collected): Promise<void> {
  const entries = await files.list(`${folder}/${path}`);
  await collectPlain(files, folder, `${path}/`, entries, collected);
  if (path.split('/').length >= MAX_DEPTH) return;
  for (const { name } of entries.filter(isDirectory)) await descend(files, folder, `${path}/${name}`, collected);
}

async function collectPlain(
  files: ExtensionFiles,
  folder: string,
  prefix: string,
  entries: readonly FolderEntry[],
  collected: Collected,
): Promise<void> {
  for (const { name } of entries.filter(isPlainSkill)) {
    const path = prefix + name;
    await collected.take(`${folder}/${path}`, (file) => readMarkdownSkill(files, file, path));
  }
}

async function readMarkdownSkill(files: ExtensionFiles, file: string, path: string): Promise<Skill | undefined> {
  const instructions = instructionName(path.slice(path.lastIndexOf('/') + 1));
  if (instructions === undefined) return readPlainSkill(files, file, path.replace(/\.md$/i, ''));
  const content = await files.read(file);
  return content === undefined ? undefined : plainInstructions(instructions, content, file);
}

function isDirectory({ type }: FolderEntry): boolean {
  return type === 'directory';
}

function isPlainSkill({ name, type }: FolderEntry): boolean {
  const lower = name.toLowerCase();
  return type === 'file' && lower.endsWith('.md') && lower !== 'readme.md' && lower !== 'skill.md';
}

class Collected {
  readonly skills = new Map<string, Skill>();
  readonly problems: SkillProblem[] = [];

  async take(file: string, read: (file: string) => Promise<Skill | undefined>): Promise<void> {
    if (this.skills.size >= MAX_SKILLS) return;
    try {
      const skill = await read(file);
      if (skill && !this.skills.has(skill.name)) this.skills.set(skill.name, skill);
    } catch (error) {
      this.problems.push({ path: file, reason: (error as Error).message });
    }
  }
}
