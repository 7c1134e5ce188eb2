import type { Workspace } from '@openhands-nest/agent-ports';
import { DiskFiles } from '../files/disk-files.js';
import type { ExtensionFiles } from '../files/extension-files.js';
import { WorkspaceFiles } from '../files/workspace-files.js';
import { nestedInstructions, topInstructions } from './instruction-files.js';
import { listProjectFiles } from './list-project-files.js';
import { loadSkillFolder } from './load-skill-folder.js';
import { joined } from './merge-skills.js';
import { NO_SKILLS, type LoadedSkills, type Skill } from './skill.js';

/** In order of precedence. */
const FOLDERS = ['.agents/skills', '.openhands/skills', '.openhands/microagents'];

/** Skills of the project in which a conversation works, seen as its tools see it. */
export function workspaceSkills(workspace: Workspace, directory: string): Promise<LoadedSkills> {
  return projectSkills(new WorkspaceFiles(workspace), directory, () => listProjectFiles(workspace, directory));
}

/**
 * Skills of a directory of the server's disk; its instruction files further down are left out.
 * @param root nothing outside of it is read, whatever links say; default: no bound
 */
export function diskProjectSkills(directory: string, root?: string): Promise<LoadedSkills> {
  return projectSkills(new DiskFiles(root), directory, async () => []);
}

/** The directory itself comes before the root of the repository that it lies in. */
export async function searchRoots(files: ExtensionFiles, directory: string): Promise<string[]> {
  const root = await files.findUp(directory, '.git');
  return root === undefined || root === directory ? [directory] : [directory, root];
}

async function projectSkills(
  files: ExtensionFiles,
  directory: string,
  paths: () => Promise<readonly string[]>,
): Promise<LoadedSkills> {
  const roots = await searchRoots(files, directory);
  const instructions = await quietly(async () =>
    (await Promise.all(roots.map((root) => topInstructions(files, root)))).flat(),
  );
  const nested = await quietly(async () => nestedInstructions(files, directory, await paths()));
  const folders = roots.flatMap((root) => FOLDERS.map((folder) => `${root}/${folder}`));
  const loads = await Promise.all(folders.map((folder) => loadSkillFolder(files, folder)));
  return joined(instructions, nested, ...loads);
}

async function quietly(load: () => Promise<Skill[]>): Promise<LoadedSkills> {
  try {
    return { skills: await load(), problems: [] };
  } catch (error) {
    return { ...NO_SKILLS, problems: [{ path: 'instruction files', reason: (error as Error).message }] };
  }
}
