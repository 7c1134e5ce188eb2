import type { ExtensionFiles } from '../files/extension-files.js';
import { skillFileOf, loadSkillFolder } from '../skills/load-skill-folder.js';
import { readMcpServers } from '../skills/mcp-servers.js';
import { readAgentSkill } from '../skills/read-skill.js';
import type { Skill, SkillProblem } from '../skills/skill.js';
import type { AgentFile, Plugin } from './plugin.js';
import { readCommand } from './read-commands.js';
import { jsonObject, readManifest } from './read-manifest.js';

/** Where the parts of a plugin are that are not the same in both layouts. */
const PLACES = {
  usual: { parts: '', mcp: '.mcp.json' },
  portable: { parts: 'dev.openhands/', mcp: 'mcp.json' },
} as const;

/**
 * Reads a plugin's folder. A part that is malformed is reported and does not count.
 * @param inferred name of a plugin that says nothing of itself @throws InvalidExtensionError when its plugin.json is unusable
 */
export async function loadPlugin(files: ExtensionFiles, directory: string, inferred: string): Promise<Plugin> {
  const { name, version, description, document, layout } = await readManifest(files, directory, inferred);
  const { parts, mcp } = PLACES[layout];
  const problems: SkillProblem[] = [];
  const read = async <T>(path: string, part: (file: string) => Promise<T>, none: T): Promise<T> => {
    try {
      return await part(`${directory}/${path}`);
    } catch (error) {
      problems.push({ path: `${directory}/${path}`, reason: (error as Error).message });
      return none;
    }
  };
  const skills = await loadSkills(files, directory);
  problems.push(...skills.problems);
  return {
    name,
    version,
    description,
    directory,
    manifest: document,
    skills: skills.skills,
    commands: await markdownIn(files, `${directory}/${parts}commands`, problems, (file) =>
      readCommand(files, file, name),
    ),
    hooks: await read(`${parts}hooks/hooks.json`, async (file) => (await jsonObject(files, file)) ?? null, null),
    mcpServers: await read(mcp, (file) => readMcpServers(files, file, rootsOf(directory)), {}),
    agents: await markdownIn(files, `${directory}/${parts}agents`, problems, (file) => agentFile(files, file)),
    problems,
  };
}

/** A folder `skills`, or the whole plugin as one skill. */
async function loadSkills(
  files: ExtensionFiles,
  directory: string,
): Promise<{ readonly skills: readonly Skill[]; readonly problems: readonly SkillProblem[] }> {
  const entries = await files.list(directory);
  const folder = entries.some((entry) => entry.type === 'directory' && entry.name === 'skills');
  if (folder) return loadSkillFolder(files, `${directory}/skills`, { strict: false, recursive: false });
  const single = skillFileOf(entries);
  if (single === undefined) return { skills: [], problems: [] };
  try {
    // The .mcp.json beside it is the plugin's.
    const skill = await readAgentSkill(files, `${directory}/${single}`, { strict: false, withMcp: false });
    return { skills: skill ? [skill] : [], problems: [] };
  } catch (error) {
    return { skills: [], problems: [{ path: `${directory}/${single}`, reason: (error as Error).message }] };
  }
}

async function markdownIn<T>(
  files: ExtensionFiles,
  folder: string,
  problems: SkillProblem[],
  read: (file: string) => Promise<T | undefined>,
): Promise<T[]> {
  const found: T[] = [];
  for (const { name, type } of await files.list(folder)) {
    if (type !== 'file' || !/\.md$/i.test(name) || /^readme\.md$/i.test(name)) continue;
    try {
      const part = await read(`${folder}/${name}`);
      if (part !== undefined) found.push(part);
    } catch (error) {
      problems.push({ path: `${folder}/${name}`, reason: (error as Error).message });
    }
  }
  return found;
}

async function agentFile(files: ExtensionFiles, path: string): Promise<AgentFile | undefined> {
  const text = await files.read(path);
  return text === undefined ? undefined : { path, text };
}

function rootsOf(directory: string): Record<string, string> {
  return { SKILL_ROOT: directory, PLUGIN_ROOT: directory, CLAUDE_PLUGIN_ROOT: directory };
}
