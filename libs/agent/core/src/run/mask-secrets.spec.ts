import { describe, expect, it } from '@jest/globals';
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
