import type { LoadedSkills, Skill } from './skill.js';

/** One of each name: the earlier ones win, in the order in which they were named first. */
export function firstOfEachName(...lists: readonly (readonly Skill[])[]): Skill[] {
  const byName = new Map<string, Skill>();
  for (const skill of lists.flat()) if (!byName.has(skill.name)) byName.set(skill.name, skill);
  return [...byName.values()];
}

/** One of each name: the later ones win. */
export function lastOfEachName(...lists: readonly (readonly Skill[])[]): Skill[] {
  return [...new Map(lists.flat().map((skill) => [skill.name, skill])).values()];
}

/** Several loads as one, the earlier ones first in line for a name. */
export function joined(...loads: readonly LoadedSkills[]): LoadedSkills {
  return {
    skills: firstOfEachName(...loads.map(({ skills }) => skills)),
    problems: loads.flatMap(({ problems }) => problems),
  };
}
