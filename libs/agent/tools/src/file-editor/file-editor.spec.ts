import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ToolExecutor } from '@openhands-nest/agent-ports';
import type { FileEditorAction, FileEditorObservation } from '@openhands-nest/contracts/events';
import { ActionKind, Limits } from '@openhands-nest/contracts/vocabulary';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { fileEditorTool } from './file-editor.tool.js';

let workspace: LocalWorkspace;
let editor: ToolExecutor<FileEditorAction, FileEditorObservation>;

beforeEach(async () => {
  workspace = await LocalWorkspace.create();
  editor = fileEditorTool().createExecutor(aToolContext(workspace));
});

afterEach(() => workspace.close());

function edit(
  command: FileEditorAction['command'],
  name: string,
  more: Partial<FileEditorAction> = {},
): Promise<FileEditorObservation> {
  const path = name.startsWith('/') || name.startsWith('./') ? name : workspace.path(name);
  return editor.execute({ kind: ActionKind.FileEditor, command, path, ...more }, neverAborted());
}

function textOf(observation: FileEditorObservation): string {
  return observation.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

async function given(name: string, content: string | Buffer): Promise<void> {
  await workspace.writeFile(workspace.path(name), Buffer.from(content));
}

async function content(name: string): Promise<string> {
  return (await workspace.readFile(workspace.path(name))).toString();
}

async function expectRefusal(pending: Promise<FileEditorObservation>, sentence: string | RegExp): Promise<void> {
  const observation = await pending;
  expect(textOf(observation)).toMatch(sentence);
  expect(observation.is_error).toBe(true);
}

describe('create', () => {
  it('writes a new file and the directories it needs', async () => {
    const observation = await edit('create', 'a/b/new.txt', { file_text: 'one\ntwo\n' });

    expect(await content('a/b/new.txt')).toBe('one\ntwo\n');
    expect(observation).toMatchObject({
      is_error: false,
      prev_exist: false,
      old_content: null,
      new_content: 'one\ntwo\n',
      path: workspace.path('a/b/new.txt'),
    });
    expect(textOf(observation)).toContain('2 lines');
  });

  it('never overwrites', async () => {
    await given('old.txt', 'precious');

    await expectRefusal(edit('create', 'old.txt', { file_text: 'new' }), 'exists already');
    expect(await content('old.txt')).toBe('precious');
  });

  it('needs a text', () => expectRefusal(edit('create', 'x.txt'), 'needs the parameter file_text'));

  it('does not take a directory for a file', async () => {
    await mkdir(workspace.path('dir'));

    await expectRefusal(edit('create', 'dir', { file_text: '' }), 'is a directory');
  });

  it('refuses more than the editor could open again', async () => {
    await expectRefusal(edit('create', 'big', { file_text: 'x'.repeat(Limits.EDITOR_FILE_BYTES + 1) }), 'too large');
    expect(await workspace.stat(workspace.path('big'))).toBeUndefined();
  });
});

describe('view', () => {
  it('numbers the lines', async () => {
    await given('file.txt', 'one\r\ntwo\n\nfour');

    expect(textOf(await edit('view', 'file.txt'))).toContain('     1\tone\n     2\ttwo\n     3\t\n     4\tfour');
  });

  it('shows a range, also to the end', async () => {
    await given('file.txt', 'a\nb\nc\nd\n');

    expect(textOf(await edit('view', 'file.txt', { view_range: [2, 3] }))).toMatch(/:\n {5}2\tb\n {5}3\tc$/);
    expect(textOf(await edit('view', 'file.txt', { view_range: [3, -1] }))).toMatch(/:\n {5}3\tc\n {5}4\td$/);
    expect(textOf(await edit('view', 'file.txt', { view_range: [4, 99] }))).toContain('the file ends there');
  });

  it.each([[[0, 2]], [[5, 6]], [[3, 2]], [[1]], [[1, 2, 3]]])(
    'refuses the range %j of a file with four lines',
    async (view_range) => {
      await given('file.txt', 'a\nb\nc\nd\n');

      await expectRefusal(edit('view', 'file.txt', { view_range }), 'view_range');
    },
  );

  it('says when a file is empty', async () => {
    await given('empty', '');

    expect(textOf(await edit('view', 'empty'))).toContain('is empty');
  });

  it('lists a directory two levels deep, and counts what is hidden', async () => {
    await given('src/deep/deeper.txt', '');
    await given('src/.secret', '');
    await given('.git/config', '');
    await given('.env', '');
    await given('README.md', '');

    const text = textOf(await edit('view', ''));

    expect(text.split('\n').slice(1)).toEqual([
      workspace.path('README.md'),
      `${workspace.path('src')}/`,
      `${workspace.path('src/deep')}/`,
      expect.stringContaining('2 hidden entries'),
    ]);
  });

  it('takes no range for a directory', () =>
    expectRefusal(edit('view', '', { view_range: [1, 2] }), 'leave view_range out'));

  it('cuts a long file and says which lines are missing', async () => {
    await given('long.txt', Array.from({ length: 5_000 }, (_, index) => `line ${index + 1}`).join('\n'));

    const text = textOf(await edit('view', 'long.txt'));

    expect(text.length).toBeLessThanOrEqual(Limits.EDITOR_OUTPUT_CHARS);
    const shown = text.split('\n').length - 2;
    expect(text).toContain(`Lines ${shown + 1} to 5000 do not fit`);
  });

  it('cuts a single endless line', async () => {
    await given('bundle.js', 'x'.repeat(100_000));

    expect(textOf(await edit('view', 'bundle.js')).length).toBeLessThanOrEqual(Limits.EDITOR_OUTPUT_CHARS);
  });

  it('shows an image as an image', async () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    await given('logo.PNG', png);

    const observation = await edit('view', 'logo.PNG');

    expect(observation.content[0]).toMatchObject({ type: 'text' });
    expect(observation.content[1]).toEqual({
      cache_prompt: false,
      type: 'image',
      image_urls: [`data:image/png;base64,${png.toString('base64')}`],
    });
  });

  it('reads notebooks as text', async () => {
    await given('a.ipynb', '{"cells": []}');

    expect(textOf(await edit('view', 'a.ipynb'))).toContain('"cells"');
  });
});

describe('paths', () => {
  it('must be absolute; the file that was meant is suggested', async () => {
    await given('src/a.ts', '');

    await expectRefusal(edit('view', './src/a.ts'), `Did you mean ${workspace.path('src/a.ts')}?`);
    await expectRefusal(edit('view', './src/b.ts'), `begin with ${workspace.root}/`);
  });

  it.each(['view', 'str_replace', 'insert', 'undo_edit'] as const)('must exist for %s', async (command) => {
    await expectRefusal(edit(command, 'missing', { old_str: 'a', new_str: 'b', insert_line: 0 }), 'does not exist');
  });

  it.each(['str_replace', 'insert', 'undo_edit'] as const)('must not be directories for %s', async (command) => {
    await expectRefusal(edit(command, '', { old_str: 'a', new_str: 'b', insert_line: 0 }), 'is a directory');
  });

  it('may be links', async () => {
    await given('real.txt', 'one');
    await symlink('real.txt', workspace.path('link.txt'));

    expect(textOf(await edit('view', 'link.txt'))).toContain('one');
  });
});

describe('files that are no text', () => {
  it('are refused when binary', async () => {
    await given('program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]));

    await expectRefusal(edit('view', 'program'), 'binary');
    await expectRefusal(edit('str_replace', 'program', { old_str: 'ELF', new_str: 'x' }), 'binary');
  });

  it('are refused above 10 MB', async () => {
    await writeFile(workspace.path('big.txt'), 'x');
    await truncate(workspace.path('big.txt'), Limits.EDITOR_FILE_BYTES + 1);

    await expectRefusal(edit('view', 'big.txt'), 'too large');
  });
});

describe('the tool', () => {
  it('lets views run beside anything, and edits of one file one after the other', () => {
    const resource = (command: FileEditorAction['command'], path: string) =>
      fileEditorTool().resourceOf({ kind: ActionKind.FileEditor, command, path });

    expect(resource('view', '/a')).toBeUndefined();
    expect(resource('insert', '/a')).toBe(resource('str_replace', '/b/../a'));
    expect(resource('insert', '/a')).not.toBe(resource('insert', '/b'));
  });
});
