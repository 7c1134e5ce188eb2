import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretKey } from './secret-key.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openhands-nest-key-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('secretKey', () => {
  it('is made once, for this user only', async () => {
    const keys = await Promise.all([secretKey(undefined, directory), secretKey(undefined, directory)]);
    keys.push(await secretKey(undefined, directory));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect((await stat(join(directory, 'secret-key'))).mode & 0o777).toBe(0o600);
  });

  it('is the configured one where there is one', async () => {
    expect(await secretKey('mine', directory)).toBe('mine');
    await expect(stat(join(directory, 'secret-key'))).rejects.toThrow('ENOENT');
  });
});
