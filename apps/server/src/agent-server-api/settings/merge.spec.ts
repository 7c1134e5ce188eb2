import { describe, expect, it } from '@jest/globals';
import { deepMerge, mergePatch, restoreMasked } from './merge.js';

describe('mergePatch', () => {
  it('merges objects, replaces lists, and removes what is null at any depth', () => {
    expect(mergePatch({ a: { b: 1, c: 2 }, d: [1, 2], e: 'x' }, { a: { b: null, n: { m: null } }, d: [3] })).toEqual({
      a: { c: 2, n: {} },
      d: [3],
      e: 'x',
    });
  });

  it('treats names of the prototype as names', () => {
    const patch = JSON.parse('{"__proto__": {"polluted": true}}') as object;
    const merged = mergePatch({}, patch);
    expect(Object.hasOwn(merged as object, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('deepMerge', () => {
  it('keeps a null of the first level, and removes by those below', () => {
    expect(deepMerge({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null }, d: null })).toEqual({ a: { c: 2 }, d: null });
  });
});

describe('restoreMasked', () => {
  it('puts stored secrets back where the mask is, and drops masks of nothing', () => {
    const stored = { env: { KEY: 'k' }, list: ['s'] };
    const echoed = { env: { KEY: '**********', NEW: '**********', OTHER: 'o' }, list: ['**********', '**********'] };
    expect(restoreMasked(echoed, stored)).toEqual({ env: { KEY: 'k', OTHER: 'o' }, list: ['s'] });
  });
});
