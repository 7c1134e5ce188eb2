import type { McpServers } from '../skills/mcp-servers.js';
import type { Skill, SkillProblem } from '../skills/skill.js';

/** A folder that brings skills, commands, hooks, MCP servers and sub-agents together. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Absolute path of its folder. */
  readonly directory: string;
  /** Its plugin.json as it is; null when it has none. */
  readonly manifest: Readonly<Record<string, unknown>> | null;
  readonly skills: readonly Skill[];
  /** Slash commands, each as a skill with the key word `/plugin:command`. */
  readonly commands: readonly Skill[];
  /** Content of its hooks.json, not checked; null when it has none. */
  readonly hooks: Readonly<Record<string, unknown>> | null;
  readonly mcpServers: McpServers;
  /** Its descriptions of sub-agents, not parsed. */
  readonly agents: readonly AgentFile[];
  /** Parts that are malformed and do not count. */
  readonly problems: readonly SkillProblem[];
}

export interface AgentFile {
  readonly path: string;
  /** Markdown with a header. */
  readonly text: string;
}

/** All skills that a plugin brings to a conversation. */
export function skillsOf({ skills, commands }: Plugin): readonly Skill[] {
  return [...skills, ...commands];
}
