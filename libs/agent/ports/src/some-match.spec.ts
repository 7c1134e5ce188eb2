import { expect, it } from '@jest/globals';
import { someMatch } from './some-match.js';

const ENDLESS = /^(?=a)(a+)+$/;
const LONG = `${'a'.repeat(60)}b`;

it('tells whether one of several expressions fits', () => {
  expect(someMatch([/x/, /^b+$/], 'bbb')).toBe(true);
  expect(someMatch([/x/, /^b+$/], 'abb')).toBe(false);
  expect(someMatch([/B/i], 'abb')).toBe(true);
  expect(someMatch([], 'abb')).toBe(false);
});

it('gives up on one that takes too long, and goes on with the next question', () => {
  expect(someMatch([ENDLESS], LONG)).toBeUndefined();
  expect(someMatch([ENDLESS], 'aaa')).toBe(true);
});
