import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Workspace } from '@openhands-nest/agent-ports';
import { aWorkspace } from './__fixtures__/hook-scene.js';
import { readProjectHooks } from './project-hooks.js';

async function withFile(text: string): Promise<Workspace> {
  const workspace = await aWorkspace();
  await mkdir(join(workspace.root, '.openhands'));
  await writeFile(join(workspace.root, '.openhands', 'hooks.json'), text);
  return workspace;
}

describe('readProjectHooks', () => {
  it('reads the file of the project', async () => {
    const workspace = await withFile('{"hooks": {"Stop": [{"hooks": [{"command": "make check"}]}]}}');

    expect((await readProjectHooks(workspace, workspace.root))?.stop[0]?.hooks[0]?.command).toBe('make check');
  });

  it('finds nothing where there is no file, and nothing in an empty one', async () => {
    const none = await aWorkspace();
    const empty = await withFile('{}');

    expect(await readProjectHooks(none, none.root)).toBeUndefined();
    expect(await readProjectHooks(empty, empty.root)).toBeUndefined();
  });

  it('says what is wrong with a file that cannot be used', async () => {
    const broken = await withFile('{"stop": ');
    const wrong = await withFile('{"stop": 7}');

    await expect(readProjectHooks(broken, broken.root)).rejects.toThrow('.openhands/hooks.json is not JSON');
    await expect(readProjectHooks(wrong, wrong.root)).rejects.toThrow('stop must be a list.');
  });
});
