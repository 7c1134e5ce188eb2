import { describe, expect, it } from '@jest/globals';
import { applyPatch } from 'diff';
import { fc } from '@openhands-nest/testing/properties';
import { unifiedDiff } from './unified-diff.js';

describe('unifiedDiff', () => {
  it('shows a change with the lines around it', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7', '8', ''].join('\n');
    expect(unifiedDiff('/w/a', before, before.replace('5', 'five')).split('\n')).toEqual([
      '--- /w/a',
      '+++ /w/a',
      '@@ -2,7 +2,7 @@',
      ' 2',
      ' 3',
      ' 4',
      '-5',
      '+five',
      ' 6',
      ' 7',
      ' 8',
    ]);
  });

  it('is empty for no change', () => expect(unifiedDiff('/w/a', 'a\n', 'a\n')).toBe(''));

  it('can be applied, whatever the texts are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '', '-c', '+d'), { maxLength: 12 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        if (before === after) return;
        expect(applyPatch(before, `${unifiedDiff('a', before, after)}\n`)).toBe(after);
      }),
    );
  });
});
