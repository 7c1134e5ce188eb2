import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { InSlices } from './in-slices.js';

describe('InSlices', () => {
  it('hands over in order, the first one at once', async () => {
    const handed: number[] = [];
    const slices = new InSlices<number>(
      (item) => handed.push(item),
      () => 0,
    );

    slices.add([1, 2]);
    expect(handed).toEqual([1]);
    slices.add([3]);
    await nextTurn();
    expect(handed).toEqual([1, 2, 3]);
    slices.add([4]);
    expect(handed).toEqual([1, 2, 3, 4]);
  });

  it('lets others have their turn between items that make much work', async () => {
    const happened: string[] = [];
    const done = Promise.withResolvers<void>();
    let now = 0;
    const slices = new InSlices<number>(
      (item) => {
        // Longer than one slice.
        now += 20;
        happened.push(`item ${item}`);
        if (item === 3) done.resolve();
      },
      () => now,
    );

    slices.add([1, 2, 3]);
    setImmediate(() => happened.push('somebody else'));
    await done.promise;

    expect(happened.indexOf('somebody else')).toBeLessThan(happened.indexOf('item 3'));
  });

  it('hands over all that is left when it has to finish', () => {
    const handed: number[] = [];
    const slices = new InSlices<number>((item) => handed.push(item));

    slices.add([1, 2, 3]);
    slices.finish();

    expect(handed).toEqual([1, 2, 3]);
  });
});
