import { describe, expect, it } from '@jest/globals';
import { SessionKeys } from './session-keys.js';

describe('keys of conversations', () => {
  it('stay the same, however many others are asked for in between', () => {
    const keys = new SessionKeys(['main'], 'secret');
    const ids = Array.from({ length: 1_500 }, (_, index) => `conversation-${index}`);
    const before = ids.map((id) => keys.keyFor(id));

    expect(new Set(before).size).toBe(ids.length);
    expect(ids.map((id) => keys.keyFor(id))).toEqual(before);
    expect(ids.every((id, index) => keys.opens(before[index] ?? '', id))).toBe(true);
    expect(keys.opens(before[0] ?? '', ids[1])).toBe(false);
    expect(new SessionKeys(['main'], 'another secret').opens(before[0] ?? '', ids[0])).toBe(false);
  });
});
