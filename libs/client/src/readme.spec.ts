import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const PROJECT = join(import.meta.dirname, '..');
const COMPILER = join(PROJECT, '../../node_modules/typescript-native/bin/tsc');

describe('README', () => {
  it('shows an example that compiles', async () => {
    const readme = await readFile(join(PROJECT, 'README.md'), 'utf8');
    const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';

    expect(example).toContain("from '@openhands-nest/client'");
    expect(await problemsOf(example)).toBe('');
    expect(await problemsOf(example.replace('event.tool_name', 'event.no_such_member'))).toContain('no_such_member');
    // Each of two compilations reads all declarations of the package.
  }, 60_000);
});

/** What the compiler says of a source in this project, under the project's own options. */
async function problemsOf(source: string): Promise<string> {
  await mkdir(join(PROJECT, 'out-tsc'), { recursive: true });
  // Below the project, so that the package is found by its name.
  const directory = await mkdtemp(join(PROJECT, 'out-tsc', 'readme-'));
  try {
    await writeFile(join(directory, 'example.ts'), source);
    await writeFile(
      join(directory, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', include: ['example.ts'] }),
    );
    return await compile(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function compile(directory: string): Promise<string> {
  const compiler = promisify(execFile)(process.execPath, [COMPILER, '-p', directory]);
  return compiler.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}
