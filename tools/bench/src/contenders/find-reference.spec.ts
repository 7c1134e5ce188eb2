import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findReferencePython } from './find-reference.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'find-reference-'))));
afterEach(() => rm(folder, { recursive: true }));

describe('BENCH_PYTHON', () => {
  it('is taken when it says that it has the server', async () => {
    // A program that ends well whatever it is told says yes to everything.
    const python = join(folder, 'python');
    await symlink('/bin/true', python);
    expect(await findReferencePython(python)).toBe(python);
  });

  it('is refused with advice when it has none', async () => {
    const python = join(folder, 'python');
    await symlink('/bin/false', python);
    await expect(findReferencePython(python)).rejects.toThrow('Install it there.');
    await expect(findReferencePython(join(folder, 'nowhere'))).rejects.toThrow('openhands-agent-server');
  });
});
