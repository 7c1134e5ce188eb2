import type { LoadedSkills, Skill } from './skill.js';

/** One of each name: the earlier ones win, in the order in which they were named first. */
export function firstOfEachName<T extends { readonly name: string }>(...lists: readonly (readonly T[])[]): T[] {
  const byName = new Map<string, T>();
  for (const item of lists.flat()) if (!byName.has(item.name)) byName.set(item.name, item);
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
