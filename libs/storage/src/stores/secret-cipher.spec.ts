import { describe, expect, it } from '@jest/globals';
import { SecretCipher } from './secret-cipher.js';

describe('SecretCipher', () => {
  it('makes tokens that show nothing of the secret and never repeat', async () => {
    const cipher = new SecretCipher('passphrase');

    const [one, other] = await Promise.all([cipher.encrypt('A', 'my secret'), cipher.encrypt('A', 'my secret')]);

    expect(one).toMatch(/^v1\./);
    expect(one).not.toBe(other);
    expect(Buffer.from(one.split('.')[3]!, 'base64url').toString('utf8')).not.toContain('secret');
    expect(await cipher.decrypt('A', one)).toBe('my secret');
  });

  it('opens tokens of an earlier process with the same passphrase only', async () => {
    const token = await new SecretCipher('passphrase').encrypt('A', 'my secret');

    expect(await new SecretCipher('passphrase').decrypt('A', token)).toBe('my secret');
    await expect(new SecretCipher('other').decrypt('A', token)).rejects.toThrow(
      'The secret A was encrypted with another key. Set OH_SECRET_KEY to the key it was saved with, or save the secret again.',
    );
  });

  it('reads tokens of an earlier passphrase, and makes them under its own', async () => {
    const old = await new SecretCipher('before').encrypt('A', 'my secret');
    const cipher = new SecretCipher('after', ['long ago', 'before', 'after']);
    expect(await cipher.decrypt('A', old)).toBe('my secret');
    expect(await cipher.readEarlier('A', old)).toBe('my secret');

    const renewed = await cipher.encrypt('A', 'my secret');
    expect(await cipher.readEarlier('A', renewed)).toBeUndefined();
    expect(await new SecretCipher('after').decrypt('A', renewed)).toBe('my secret');
    await expect(cipher.decrypt('A', await new SecretCipher('other').encrypt('A', 'x'))).rejects.toThrow('another key');
  });

  it('refuses a token that was moved to another name, or changed', async () => {
    const cipher = new SecretCipher('passphrase');
    const token = await cipher.encrypt('A', 'my secret');
    const parts = token.split('.');
    const changed = parts.with(3, Buffer.from('MY SECRET').toString('base64url')).join('.');
    const shortTag = parts.with(4, parts[4]!.slice(0, 6)).join('.');

    for (const [name, bad] of [
      ['B', token],
      ['A', changed],
      ['A', shortTag],
      ['A', 'plain text'],
      ['A', token.replace('v1', 'v9')],
    ] as const) {
      await expect(cipher.decrypt(name, bad)).rejects.toThrow(/was encrypted with another key/);
    }
  });
});
