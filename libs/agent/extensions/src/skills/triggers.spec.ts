import { describe, expect, it } from '@jest/globals';
import { fitsPattern } from './path-pattern.js';
import { recalledByWord, triggerOfRecalled } from './recalled-text.js';
import type { SkillTrigger } from './skill.js';
import { skillFrom } from './read-skill.js';
import { matchesOfPath, matchesOfText } from './triggers.js';

function skillWith(trigger: SkillTrigger) {
  return { ...skillFrom({}, 'Text.', { name: 's', source: null, isAgentSkill: false, mcpServers: {} }), trigger };
}

function wordOf(keyword: string, text: string): string | undefined {
  return matchesOfText([skillWith({ type: 'keyword', keywords: [keyword] })], text)[0]?.trigger;
}

describe('matchesOfText', () => {
  it.each([
    ['git', 'use Git please', true],
    ['git', 'use github', false],
    ['issue', 'a tissue', false],
    ['/review', 'run /review now', true],
    ['/review', 'src/reviews', false],
    ['a b', 'first A B then', true],
    ['git', 'github, and git', true],
    ['', 'anything', false],
  ])('%j in %j: %j', (keyword, text, expected) => {
    expect(wordOf(keyword, text)).toBe(expected ? keyword : undefined);
  });

  it('says in the recalled text which word it was', () => {
    const [match] = matchesOfText([skillWith({ type: 'task', triggers: ['/s'] })], 'do /s');
    expect(match && triggerOfRecalled(recalledByWord(match))).toBe('/s');
    expect(triggerOfRecalled('anything else')).toBe('');
  });
});

describe('matchesOfPath', () => {
  it.each([
    ['*.sql', 'db/deep/a.sql', true],
    ['*.sql', 'a.sqlx', false],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'other/src/a', false],
    ['src/**/test.ts', 'src/test.ts', true],
    ['src/**/test.ts', 'src/a/b/test.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['a?.md', 'x/ab.md', true],
    ['**/x', 'x', true],
    ['(a)+.md', '(a)+.md', true],
  ])('%j and %j: %j', (pattern, path, expected) => {
    expect(fitsPattern(path, pattern)).toBe(expected);
    expect(matchesOfPath([skillWith({ type: 'path', paths: [pattern] })], path)).toHaveLength(expected ? 1 : 0);
  });

  it('is quick for a pattern that was made to be slow', () => {
    expect(fitsPattern('a'.repeat(4_000), `${'**a*'.repeat(50)}/b`)).toBe(false);
  });
});
