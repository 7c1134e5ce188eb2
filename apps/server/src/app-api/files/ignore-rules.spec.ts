import { describe, expect, it } from '@jest/globals';
import { readIgnoreRules } from './ignore-rules.js';

describe('readIgnoreRules', () => {
  it.each([
    ['*.log', 'a/b.log', true],
    ['*.log', 'a.txt', false],
    ['build/', 'build/', true],
    ['build/', 'build', false],
    ['build/', 'build/x/y.txt', true],
    ['/top', 'top', true],
    ['/top', 'a/top', false],
    ['a/b', 'a/b', true],
    ['a/b', 'x/a/b', false],
    ['**/b', 'x/a/b', true],
    ['a/**', 'a/x/y', true],
    ['*.log\n!keep.log', 'keep.log', false],
    ['# comment\n\n   ', '# comment', false],
    ['\\#x', '#x', true],
    ['trailing  ', 'trailing', true],
    ['file?.txt', 'file1.txt', true],
    ['[ab].txt', 'b.txt', true],
    ['*.log', '.hidden.log', true],
    ['[z-a]', '[z-a]', true],
  ])('%j on %s: %s', (rules, path, ignored) => {
    expect(readIgnoreRules(rules)(path)).toBe(ignored);
  });

  it('answers at once, whatever a repository asks for', () => {
    const ignores = readIgnoreRules(`${'*a'.repeat(40)}b\n${'**/a/'.repeat(40)}b`);
    expect(ignores('a'.repeat(200))).toBe(false);
    expect(ignores('a/'.repeat(200))).toBe(false);
  });
});
