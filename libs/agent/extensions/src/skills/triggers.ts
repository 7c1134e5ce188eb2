import { fitsPattern } from './path-pattern.js';
import { keywordsOf, type Skill } from './skill.js';

/** A skill that has been brought up, and by what. */
export interface Match {
  readonly skill: Skill;
  /** Key word, or pattern of paths. */
  readonly trigger: string;
}

/** The skills whose key words occur in the text as whole words, whatever their case. */
export function matchesOfText(skills: readonly Skill[], text: string): Match[] {
  const lower = text.toLowerCase();
  return skills.flatMap((skill) => {
    const trigger = keywordsOf(skill).find((keyword) => occurs(keyword.toLowerCase(), lower));
    return trigger === undefined ? [] : [{ skill, trigger }];
  });
}

/** The rules for a file. @param path relative to the project's directory */
export function matchesOfPath(skills: readonly Skill[], path: string): Match[] {
  return skills.flatMap((skill) => {
    if (skill.trigger?.type !== 'path') return [];
    const trigger = skill.trigger.paths.find((pattern) => fitsPattern(path, pattern));
    return trigger === undefined ? [] : [{ skill, trigger }];
  });
}

/** `git` is not in `github`; `/review` is in `please /review this`. */
function occurs(keyword: string, text: string): boolean {
  if (keyword === '') return false;
  for (let at = text.indexOf(keyword); at !== -1; at = text.indexOf(keyword, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + keyword.length])) return true;
  }
  return false;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}
