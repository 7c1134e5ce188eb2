import { dirname, relative } from 'node:path/posix';
import type { MessageRecall, Recalled, Workspace } from '@openhands-nest/agent-ports';
import { recalledByPath, recalledByWord } from '../skills/recalled-text.js';
import { renderCommands } from '../skills/render-commands.js';
import { isAlwaysOn, skillSections } from '../skills/sections.js';
import type { Skill } from '../skills/skill.js';
import { matchesOfPath, matchesOfText } from '../skills/triggers.js';

export interface SkillBookContent {
  readonly skills: readonly Skill[];
  /** Said behind every message. */
  readonly suffix: string | null;
  /** Further sections of the system prompt. */
  readonly sections: readonly string[];
  /** Absolute path of the directory in which the agent works. */
  readonly directory: string;
}

/** All that one conversation knows, ready to be asked. */
export class SkillBook {
  constructor(private readonly content: SkillBookContent) {}

  get skills(): readonly Skill[] {
    return this.content.skills;
  }

  /** What a sub-agent knows that is given these skills. It is told of those that are not there. */
  only(names: readonly string[], directory: string): SkillBook {
    const missing = names.filter((name) => !this.skills.some((skill) => skill.name === name));
    return new SkillBook({
      skills: this.skills.filter(({ name }) => names.includes(name)),
      suffix: null,
      sections: missing.length === 0 ? [] : [missingSkills(missing)],
      directory,
    });
  }

  /** @param model name of the model, in LiteLLM's notation */
  sections(model: string | undefined): string[] {
    return [...skillSections(this.skills, model === undefined ? undefined : familyOf(model)), ...this.content.sections];
  }

  /** Whether there is anything that a model may read when it wants to. */
  get hasReadable(): boolean {
    return this.skills.some(isReadable);
  }

  names(): readonly string[] {
    return this.skills
      .filter(isReadable)
      .map(({ name }) => name)
      .sort();
  }

  recall(text: string): MessageRecall {
    const { suffix } = this.content;
    const matches = text.trim() === '' ? [] : matchesOfText(this.skills, text);
    return {
      skills: matches.map((match) => ({ name: match.skill.name, text: recalledByWord(match) })),
      ...(suffix !== null && { suffix }),
    };
  }

  rules(path: string): Recalled[] {
    const inside = path.startsWith('/') ? relative(this.content.directory, path) : path;
    if (inside.startsWith('../')) return [];
    return matchesOfPath(this.skills, inside).map((match) => ({ name: match.skill.name, text: recalledByPath(match) }));
  }

  /** Text of a skill with its commands carried out and where its files are; undefined when none of this name may be read. */
  async read(name: string, workspace: Workspace, signal: AbortSignal): Promise<string | undefined> {
    const skill = this.skills.find((candidate) => candidate.name === name && isReadable(candidate));
    if (!skill) return undefined;
    const text = await renderCommands(skill.content, workspace, this.content.directory, signal);
    return text + this.placeOf(skill);
  }

  private placeOf({ source, isAgentSkill }: Skill): string {
    if (source === null || !isAgentSkill || !source.startsWith('/')) return '';
    const folder = dirname(source);
    const inside = relative(this.content.directory, folder);
    return `\n\n---\nThe files of this skill are in ${inside.startsWith('..') ? folder : inside}; relative paths in its text start there.`;
  }
}

function missingSkills(names: readonly string[]): string {
  const sentence = `You were to know these skills, which are not there: ${names.join(', ')}. Say so if you need them.`;
  return ['<missing_extensions>', sentence, '</missing_extensions>'].join('\n');
}

function isReadable(skill: Skill): boolean {
  return !isAlwaysOn(skill) && !skill.triggerOnly;
}

function familyOf(model: string): string {
  if (/claude|anthropic/i.test(model)) return 'claude';
  return /gemini/i.test(model) ? 'gemini' : 'other';
}
