import { afterEach, describe, expect, it } from '@jest/globals';
import { FileTree } from '../__fixtures__/file-tree.js';
import { DiskFiles } from '../files/disk-files.js';
import { readProjectHooks } from './project-hooks.js';

let tree: FileTree;
afterEach(() => tree.remove());

async function hooksIn(files: Readonly<Record<string, string>>): ReturnType<typeof readProjectHooks> {
  tree = await FileTree.create(files);
  return readProjectHooks(new DiskFiles(), tree.root);
}

const inFile = (text: string): Record<string, string> => ({ '.openhands/hooks.json': text });

describe('readProjectHooks', () => {
  it('reads the file of the project', async () => {
    const config = await hooksIn(inFile('{"hooks": {"Stop": [{"hooks": [{"command": "make check"}]}]}}'));

    expect(config?.stop[0]?.hooks[0]?.command).toBe('make check');
  });

  it('finds nothing where there is no file', async () => {
    expect(await hooksIn({})).toBeUndefined();
  });

  it('finds nothing in an empty one', async () => {
    expect(await hooksIn(inFile('{}'))).toBeUndefined();
  });

  it.each([
    ['{"stop": ', '.openhands/hooks.json is not JSON'],
    ['{"stop": 7}', 'stop must be a list.'],
    ['x'.repeat(600 * 1024), '.openhands/hooks.json cannot be read'],
  ])('says what is wrong with a file that cannot be used', async (text, sentence) => {
    await expect(hooksIn(inFile(text))).rejects.toThrow(sentence);
  });
});
