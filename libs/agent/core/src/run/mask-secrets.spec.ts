import { describe, expect, it } from '@jest/globals';
import { omissionNotice } from '@openhands-nest/agent-ports';
import { fc } from '@openhands-nest/testing/properties';
import { maskSecrets } from './mask-secrets.js';

describe('maskSecrets', () => {
  it('hides a secret wherever it stands', () => {
    const value = {
      content: [{ type: 'text', text: 'token ghp_12345678 and ghp_12345678' }],
      exit_code: 0,
      metadata: { suffix: null },
    };
    expect(maskSecrets(value, ['ghp_12345678'])).toEqual({
      content: [{ type: 'text', text: 'token <secret-hidden> and <secret-hidden>' }],
      exit_code: 0,
      metadata: { suffix: null },
    });
  });

  it('ignores values that are too short to be secrets', () => {
    expect(maskSecrets('a b c', ['', 'b'])).toBe('a b c');
  });
});

describe('maskSecrets with several secrets', () => {
  const WORD = 'abcdefghijklmnopqrstuvwxyz';
  const MASK = '<secret-hidden>';
  const secret = fc
    .tuple(fc.nat(WORD.length - 6), fc.integer({ min: 6, max: 12 }))
    .map(([from, length]) => WORD.slice(from, from + length));
  const text = fc.array(fc.oneof(fc.constant(WORD), secret, fc.stringMatching(/^[0-9 ]{0,5}$/)), { maxLength: 8 });

  it('leaves nothing of any of them, and everything else, however they overlap', () => {
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 5 }), text, (secrets, parts) => {
        const whole = parts.join('');
        const covered = secrets.flatMap((one) =>
          Array.from(whole, (_, at) => at)
            .filter((at) => whole.startsWith(one, at))
            .flatMap((at) => Array.from(one, (_, index) => at + index)),
        );
        const hidden = new Set(covered);
        const left = Array.from(whole, (character, at) => (hidden.has(at) ? '' : character)).join('');

        expect(maskSecrets(whole, secrets).replaceAll(MASK, '')).toBe(left);
      }),
    );
  });

  it('does not take its own mask for one', () => {
    expect(maskSecrets('of hunter2hunter2', ['hunter2hunter2', 'secret', 'hidden'])).toBe(`of ${MASK}`);
  });

  it('hides what is left of one where a long text was cut', () => {
    const value = `${'a '.repeat(9)}0123456789${omissionNotice('7 left out')}3456789abc`;
    expect(maskSecrets(value, ['0123456789abc'])).toBe(
      `${'a '.repeat(9)}${MASK}${omissionNotice('7 left out')}${MASK}`,
    );
    expect(maskSecrets('0123456789', ['0123456789abc'])).toBe('0123456789');
  });
});
