import { describe, expect, it } from '@jest/globals';
import { globMatcher, wholeGlob } from './glob-pattern.js';

describe('globMatcher', () => {
  it.each([
    ['*.ts', 'a.ts', true],
    ['*.ts', 'src/deep/a.ts', true],
    ['*.ts', 'src/.hidden.ts', false],
    ['*.ts', '.cache/a.ts', false],
    ['.*', 'src/.env', true],
    ['./src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/deep/a.ts', false],
    ['src/**/*.ts', 'src/a.ts', true],
    ['src/**/*.ts', 'src/deep/er/a.ts', true],
    ['src/**', 'src/deep/a.ts', true],
    ['src/**', 'src/', false],
    ['src/**', 'src', false],
    ['**', 'a/b', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['[a-c]x', 'bx', true],
    ['[!a]x', 'ax', false],
    ['[!a]x', '/x', false],
    ['[]]', ']', true],
    ['[z-a]', '[z-a]', true],
    ['*.{ts,js}', 'a.js', true],
    ['{a,b{c,d}}e', 'bde', true],
    ['{a,b{c,d}}e', 'be', false],
    ['{src,test}/*.ts', 'test/a.ts', true],
    ['a{b', 'a{b', true],
    ['a,b}', 'a,b}', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(globMatcher(pattern)(path)).toBe(expected);
  });

  it('answers at once, whatever it is asked', () => {
    const long = 'a'.repeat(250);
    expect(globMatcher(`${'*a'.repeat(100)}b`)(long)).toBe(false);
    expect(globMatcher(`${'**/'.repeat(100)}b`)('a/'.repeat(250))).toBe(false);
    expect(globMatcher('{a,aa}'.repeat(100))(long)).toBe(false);
    expect(globMatcher('*'.repeat(100_000))(long)).toBe(false);
  });
});

it('names that begin with a dot count where that is wanted', () => {
  expect(wholeGlob('*', { dots: true })('.env')).toBe(true);
  expect(wholeGlob('**/x', { dots: true })('.a/x')).toBe(true);
  expect(wholeGlob('*')('.env')).toBe(false);
});
