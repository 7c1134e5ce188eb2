import type { Match } from './triggers.js';

/** What a message says to the model beside its own words, because a key word occurs in it. */
export function recalledByWord({ skill, trigger }: Match): string {
  return block(
    `The skill "${skill.name}" was added because "${trigger}" occurs in the message. Use it where it fits.`,
    skill.source,
    skill.content,
  );
}

/** What an observation says beside its own words, because a rule counts for the file that was touched. */
export function recalledByPath({ skill, trigger }: Match): string {
  return block(
    `The rule "${skill.name}" counts for files that fit "${trigger}". Follow it when you work on them.`,
    skill.source,
    skill.content,
  );
}

function block(reason: string, source: string | null, content: string): string {
  const place = source === null ? [] : [`Its file is ${source}; relative paths in it start there.`];
  return ['<extra_information>', reason, ...place, '', content.trim(), '</extra_information>'].join('\n');
}

const RECALLED = /^<extra_information>\nThe skill ".*" was added because "(?<trigger>.*)" occurs in the message\./;

/** The key word that brought a text up; empty when it does not say. */
export function triggerOfRecalled(text: string): string {
  return RECALLED.exec(text)?.groups?.trigger ?? '';
}
