import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApplyPatchObservation } from '@openhands-nest/contracts/events';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { applyPatchTool } from './apply-patch.tool.js';

let workspace: LocalWorkspace;
beforeEach(async () => {
  workspace = await LocalWorkspace.create();
});
afterEach(() => workspace.close());

const write = (name: string, text: string) => writeFile(workspace.path(name), text);
const read = (name: string) => readFile(workspace.path(name), 'utf8');

function apply(...lines: string[]): Promise<ApplyPatchObservation> {
  const tool = applyPatchTool();
  const patch = ['*** Begin Patch', ...lines, '*** End Patch'].join('\n');
  return tool.createExecutor(aToolContext(workspace)).execute(tool.parse({ patch }), neverAborted());
}

describe('a patch', () => {
  it('adds, changes, moves and deletes files at once', async () => {
    await write('a.py', 'def one():\n    return 1\n\ndef two():\n    return 1\n');
    await write('old.txt', 'gone\n');

    const observation = await apply(
      '*** Add File: new/b.txt',
      '+hello',
      '+world',
      '*** Update File: a.py',
      '*** Move to: c.py',
      '@@ def two():',
      '-    return 1',
      '+    return 2',
      '*** Delete File: old.txt',
    );

    expect(observation).toMatchObject({ is_error: false, fuzz: 0 });
    expect(observation.commit?.changes).toMatchObject({
      'new/b.txt': { type: 'add', new_content: 'hello\nworld' },
      'a.py': { type: 'update', move_path: 'c.py' },
      'old.txt': { type: 'delete', old_content: 'gone\n' },
    });
    expect(await read('c.py')).toBe('def one():\n    return 1\n\ndef two():\n    return 2\n');
    expect(await workspace.stat(workspace.path('a.py'))).toBeUndefined();
    expect(await workspace.stat(workspace.path('old.txt'))).toBeUndefined();
  });

  it('finds several places in order, also where blanks differ, and keeps those of the file', async () => {
    await write('a.txt', 'a\nb  \nc\nd\na\nb\n');
    const observation = await apply(
      '*** Update File: a.txt',
      ' a',
      ' b',
      '-c',
      '+C',
      '@@',
      ' a',
      '-b',
      '+B',
      '*** End of File',
    );
    expect(observation).toMatchObject({ is_error: false, fuzz: 1 });
    expect(await read('a.txt')).toBe('a\nb  \nC\nd\na\nB\n');
  });

  it('keeps the line ends of a file, and adds at its end', async () => {
    await write('a.txt', 'one\r\ntwo\r\n');
    await apply('*** Update File: a.txt', '@@', ' two', '+three', '*** End of File');
    expect(await read('a.txt')).toBe('one\r\ntwo\r\nthree\r\n');
  });

  it('leaves lines that end otherwise than most as they are', async () => {
    await write('a.txt', 'one\r\ntwo\r\nthree\r\nfour\nfive\r\n');
    expect(await apply('*** Update File: a.txt', ' one', '-two', '+TWO')).toMatchObject({ fuzz: 0 });
    expect(await read('a.txt')).toBe('one\r\nTWO\r\nthree\r\nfour\nfive\r\n');
  });

  it.each([
    ['lines that are not there', ['*** Update File: a.txt', '-nine', '+ten']],
    ['a missing file', ['*** Update File: none.txt', '-one', '+two']],
    ['a place outside', ['*** Add File: ../b.txt', '+x']],
    ['another place outside', ['*** Update File: a.txt', '*** Move to: /etc/x', '-one', '+two']],
    ['a file that is there', ['*** Add File: a.txt', '+x']],
    ['lines without a mark', ['*** Update File: a.txt', 'one']],
    ['two sections for one file', ['*** Delete File: a.txt', '*** Delete File: a.txt']],
    ['nothing', []],
  ])('is refused as a whole for %s', async (_what, lines) => {
    await write('a.txt', 'one\n');
    const observation = await apply('*** Add File: first.txt', '+x', ...lines).then((made) =>
      lines.length > 0 ? made : apply(),
    );
    expect(observation).toMatchObject({ is_error: true, commit: null });
    expect(await read('a.txt')).toBe('one\n');
    if (lines.length > 0) expect(await workspace.stat(workspace.path('first.txt'))).toBeUndefined();
  });
});
