import { InvalidExtensionError } from '../fetch/extension-errors.js';
import { DiskFiles } from '../files/disk-files.js';
import { skillFileOf } from '../skills/load-skill-folder.js';
import { readAgentSkill } from '../skills/read-skill.js';
import type { Skill } from '../skills/skill.js';
import type { ExtensionFacts } from './installation-store.js';

/** What a folder's `SKILL.md` says of itself. @throws InvalidExtensionError */
export async function inspectSkill(directory: string, name: string): Promise<ExtensionFacts> {
  const skill = await skillIn(directory, name);
  return { name: skill.name, version: skill.version, description: skill.description ?? '' };
}

/** @param name of the folder once it is installed, which the skill must have @throws InvalidExtensionError */
export async function skillIn(directory: string, name: string): Promise<Skill> {
  const files = new DiskFiles(directory);
  const file = skillFileOf(await files.list(directory));
  if (file === undefined) throw new InvalidExtensionError('There is no SKILL.md in its folder.');
  try {
    const skill = await readAgentSkill(files, `${directory}/${file}`, { folderName: name });
    if (skill) return skill;
  } catch (error) {
    throw new InvalidExtensionError(`${file}: ${(error as Error).message}`);
  }
  throw new InvalidExtensionError('There is no SKILL.md in its folder.');
}
