import { expect, it } from '@jest/globals';
import { excluder } from './exclusions.js';

it.each([
  ['*.pyc', 'a/b.pyc', true],
  ['/build/', 'a/build', true],
  ['a/*.txt', 'x/a/b.txt', true],
  ['a/*.txt', 'x/b.txt', false],
  ['**/c', 'a/b/c', true],
  ['', 'a', false],
])('%j leaves out %s: %s', (pattern, path, expected) => {
  expect(excluder([pattern])(path)).toBe(expected);
});

it('answers at once, whatever it is asked', () => {
  expect(excluder([`${'*a'.repeat(40)}b`])('a'.repeat(250))).toBe(false);
});
