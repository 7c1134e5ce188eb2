import { describe, expect, it } from '@jest/globals';
import { SecretTokens, UnreadableTokenError } from './secret-tokens.js';

describe('SecretTokens', () => {
  it('makes tokens that look like those that clients know, and reads them again', async () => {
    const tokens = await SecretTokens.open('a key');
    const token = tokens.encrypt('geheim 🔑');
    expect(token).toMatch(/^gAAAA[\w-]+$/);
    expect(token).not.toContain('geheim');
    expect(tokens.encrypt('geheim 🔑')).not.toBe(token);
    expect((await SecretTokens.open('a key')).reveal(token)).toBe('geheim 🔑');
  });

  it('leaves texts alone that are no tokens', async () => {
    expect((await SecretTokens.open('a key')).reveal('sk-plain')).toBe('sk-plain');
  });

  it('reads tokens of earlier keys, and makes them under its own', async () => {
    const token = (await SecretTokens.open('before')).encrypt('secret');
    const tokens = await SecretTokens.open('after', ['long ago', 'before']);
    expect(tokens.reveal(token)).toBe('secret');
    expect((await SecretTokens.open('after')).reveal(tokens.encrypt('secret'))).toBe('secret');
  });

  it('refuses tokens of others, changed ones and torn ones', async () => {
    const tokens = await SecretTokens.open('a key');
    const token = tokens.encrypt('secret');
    const foreign = (await SecretTokens.open('another key')).encrypt('secret');
    const changed = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    for (const bad of [foreign, changed, token.slice(0, 12), 'gAAAAABm-not-a-token', 'gAAAA'])
      expect(() => tokens.reveal(bad)).toThrow(UnreadableTokenError);
  });
});
