/** When a skill's content is brought up by itself. */
export type SkillTrigger =
  | { readonly type: 'keyword'; readonly keywords: readonly string[] }
  /** A skill that stands for a kind of task and may need inputs. */
  | { readonly type: 'task'; readonly triggers: readonly string[] }
  /** A rule for files: brought up when a tool touches one whose path fits. */
  | { readonly type: 'path'; readonly paths: readonly string[] };

export interface SkillInput {
  readonly name: string;
  readonly description: string;
}

/** Knowledge or instructions for an agent, from a file or from a client. */
export interface Skill {
  readonly name: string;
  readonly content: string;
  /** Null: a plain file counts always, a `SKILL.md` is read when it is needed. */
  readonly trigger: SkillTrigger | null;
  /** Absolute path of its file; null when a client or the server made it up. */
  readonly source: string | null;
  readonly description: string | null;
  readonly version: string;
  readonly inputs: readonly SkillInput[];
  /** Whether it comes from a `SKILL.md`, in the format of agentskills.io. */
  readonly isAgentSkill: boolean;
  /** Whether only its trigger may bring it up. */
  readonly triggerOnly: boolean;
  /** MCP servers that it brings, by name. */
  readonly mcpServers: Readonly<Record<string, unknown>>;
  readonly license: string | null;
  readonly compatibility: string | null;
  readonly allowedTools: readonly string[] | null;
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** Something that was passed over, and why: a sentence without secrets. */
export interface SkillProblem {
  readonly path: string;
  readonly reason: string;
}

export interface LoadedSkills {
  readonly skills: readonly Skill[];
  readonly problems: readonly SkillProblem[];
}

export const NO_SKILLS: LoadedSkills = { skills: [], problems: [] };

export function keywordsOf({ trigger }: Skill): readonly string[] {
  if (trigger?.type === 'keyword') return trigger.keywords;
  return trigger?.type === 'task' ? trigger.triggers : [];
}

/** Sort of a skill, as clients tell them apart. */
export function typeOf(skill: Skill): 'repo' | 'knowledge' | 'agentskills' {
  if (skill.isAgentSkill) return 'agentskills';
  return skill.trigger === null ? 'repo' : 'knowledge';
}
