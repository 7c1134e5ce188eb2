import { describe, expect, it } from '@jest/globals';
import { median, percentile, spreadOf } from './statistics.js';

describe('percentile', () => {
  it('is one of the values, whatever their order', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([3, 1, 2], 0)).toBe(1);
  });

  it('says so when nothing was measured', () => {
    expect(() => percentile([], 0.5)).toThrow('no percentile of nothing');
  });
});

describe('median', () => {
  it('is the middle value, or lies between the two middle ones', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 2, 10, 4])).toBe(3);
  });

  it('comes with the extremes', () => {
    expect(spreadOf([2, 8, 4])).toEqual({ median: 4, min: 2, max: 8 });
  });
});
