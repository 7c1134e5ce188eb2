import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataDirectory } from './data-directory.js';

describe('prepareDataDirectory', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openhands-nest-data-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes it for this user only, with all that is missing above it', async () => {
    const path = join(folder, 'a b', 'c');
    await prepareDataDirectory(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await prepareDataDirectory(path);
  });

  it.each(['/proc/openhands-nest/data', '/sys/openhands-nest'])('says what to do instead of %s', async (path) => {
    await expect(prepareDataDirectory(path)).rejects.toThrow(/Set DATA_DIR/);
  });

  it('says what to do when a file is in the way', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(prepareDataDirectory(join(folder, 'file', 'data'))).rejects.toThrow(/Set DATA_DIR/);
  });
});
