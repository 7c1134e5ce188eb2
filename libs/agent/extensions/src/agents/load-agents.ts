import type { AgentDefinition, AgentLevel } from '@openhands-nest/agent-ports';
import { DiskFiles } from '../files/disk-files.js';
import type { ExtensionFiles } from '../files/extension-files.js';
import { readMarkdown } from '../skills/frontmatter.js';
import type { UserFolders } from '../skills/user-skills.js';
import { firstOfEachName } from '../skills/merge-skills.js';
import { agentFromHeader } from './agent-definition.js';

/** Agents of one folder. */
const MAX_AGENTS = 200;

export interface LoadedAgents {
  readonly agents: readonly AgentDefinition[];
  /** Sentences about files that could not be used. */
  readonly problems: readonly string[];
}

/** The agents that a project keeps as Markdown files. Never fails: what cannot be used is a problem. */
export function projectAgents(files: ExtensionFiles, directory: string): Promise<LoadedAgents> {
  return loadAgents(files, [`${directory}/.agents/agents`, `${directory}/.openhands/agents`], 'project');
}

/** Those of the server's user. */
export function userAgents({ home, persistence }: UserFolders): Promise<LoadedAgents> {
  return loadAgents(new DiskFiles(), [`${home}/.agents/agents`, `${persistence}/agents`], 'user');
}

/** The first that has a name wins. */
async function loadAgents(files: ExtensionFiles, folders: readonly string[], level: AgentLevel): Promise<LoadedAgents> {
  const loaded = await Promise.all(folders.map((folder) => loadFolder(files, folder, level)));
  return {
    agents: firstOfEachName(...loaded.map(({ agents }) => agents)),
    problems: loaded.flatMap(({ problems }) => problems),
  };
}

async function loadFolder(files: ExtensionFiles, folder: string, level: AgentLevel): Promise<LoadedAgents> {
  const entries = await files.list(folder).catch(() => []);
  const names = entries.flatMap(({ name, type }) => (type === 'file' && isAgentFile(name) ? [name] : []));
  const results = await Promise.all(
    names.slice(0, MAX_AGENTS).map((name) => loadOne(files, `${folder}/${name}`, level)),
  );
  return {
    agents: results.flatMap((result) => (typeof result === 'string' ? [] : result)),
    problems: results.filter((result) => typeof result === 'string'),
  };
}

async function loadOne(files: ExtensionFiles, path: string, level: AgentLevel): Promise<AgentDefinition[] | string> {
  try {
    const text = await files.read(path);
    if (text === undefined) return [];
    const { header, body } = await readMarkdown(text);
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
    return [agentFromHeader(header, { name, systemPrompt: body, source: path, level })];
  } catch (error) {
    return `${path}: ${(error as Error).message}`;
  }
}

function isAgentFile(name: string): boolean {
  return /\.md$/i.test(name) && name.toLowerCase() !== 'readme.md';
}
