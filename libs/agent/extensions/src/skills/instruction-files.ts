import { dirname } from 'node:path/posix';
import type { ExtensionFiles } from '../files/extension-files.js';
import { plainInstructions } from './read-skill.js';
import type { Skill } from './skill.js';

/** Files at the top of a repository that tell agents about it, in lower case, with the name under which each counts. */
const INSTRUCTION_FILES: ReadonlyMap<string, string> = new Map([
  ['.cursorrules', 'cursorrules'],
  ['.openhands_instructions', 'openhands_instructions'],
  ['agents.md', 'agents'],
  ['agent.md', 'agents'],
  ['claude.md', 'claude'],
  ['gemini.md', 'gemini'],
]);

export function instructionName(fileName: string): string | undefined {
  return INSTRUCTION_FILES.get(fileName.toLowerCase());
}

/** The instruction files of a directory itself. One file under two names counts once, under the first. */
export async function topInstructions(files: ExtensionFiles, directory: string): Promise<Skill[]> {
  const entries = await files.list(directory);
  const candidates = entries.filter(({ name, type }) => type === 'file' && instructionName(name) !== undefined);
  const skills = new Map<string, Skill>();
  const seen = new Set<string>();
  for (const { name: fileName } of candidates) {
    const name = instructionName(fileName) ?? fileName;
    if (skills.has(name)) continue;
    const file = `${directory}/${fileName}`;
    const place = candidates.length > 1 ? await files.realPath(file) : file;
    const content = seen.has(place) ? undefined : await files.read(file);
    seen.add(place);
    if (content !== undefined) skills.set(name, plainInstructions(name, content, file));
  }
  return [...skills.values()];
}

/**
 * Instruction files further down: each counts when a tool touches a file below its directory.
 * @param paths of the project's files, relative to its directory
 */
export async function nestedInstructions(
  files: ExtensionFiles,
  directory: string,
  paths: readonly string[],
): Promise<Skill[]> {
  const skills = new Map<string, Skill>();
  for (const path of paths) {
    const name = instructionName(path.slice(path.lastIndexOf('/') + 1));
    const folder = dirname(path);
    const key = `${name}:${folder}`;
    if (name === undefined || folder === '.' || skills.has(key)) continue;
    const file = `${directory}/${path}`;
    const content = await files.read(file);
    if (content !== undefined) skills.set(key, ruleFor(folder, key, content, file));
  }
  return [...skills.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ruleFor(folder: string, name: string, content: string, file: string): Skill {
  const skill = plainInstructions(name, content, file);
  return { ...skill, trigger: { type: 'path', paths: [`${folder}/**`] }, triggerOnly: true };
}
