import { stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ToolExecutor } from '@openhands-nest/agent-ports';
import type { FileEditorAction, FileEditorObservation } from '@openhands-nest/contracts/events';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
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
  const path = workspace.path(name);
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

describe('str_replace', () => {
  it('replaces the one occurrence and shows four lines around it', async () => {
    await given('file.txt', Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join(''));

    const observation = await edit('str_replace', 'file.txt', { old_str: 'line 10\n', new_str: 'ten\nand a half\n' });

    const shown = textOf(observation)
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t')[1]);
    expect(shown.slice(0, 6)).toEqual(['line 6', 'line 7', 'line 8', 'line 9', 'ten', 'and a half']);
    expect(shown).not.toContain('line 5');
    expect(shown).not.toContain('line 16');
    expect(observation.old_content).toContain('line 10');
    expect(observation.new_content).toBe(await content('file.txt'));
    expect(await content('file.txt')).toContain('line 9\nten\nand a half\nline 11');
  });

  it('takes $ literally', async () => {
    await given('file.txt', 'price: X');
    await edit('str_replace', 'file.txt', { old_str: 'X', new_str: '$& $1 $$' });

    expect(await content('file.txt')).toBe('price: $& $1 $$');
  });

  it('can delete', async () => {
    await given('file.txt', 'keep drop keep');
    await edit('str_replace', 'file.txt', { old_str: ' drop', new_str: '' });

    expect(await content('file.txt')).toBe('keep keep');
  });

  it('tries the text without blanks at its ends, with new_str as it is', async () => {
    await given('file.txt', 'a = 1;\nb = 2;');
    await edit('str_replace', 'file.txt', { old_str: '\n  b = 2;  \n', new_str: '  b = 3;' });

    expect(await content('file.txt')).toBe('a = 1;\n  b = 3;');
  });

  it('refuses text that is not there, or there several times', async () => {
    await given('file.txt', 'x\ny\nx\n');

    await expectRefusal(edit('str_replace', 'file.txt', { old_str: 'z', new_str: 'a' }), 'does not occur');
    await expectRefusal(edit('str_replace', 'file.txt', { old_str: 'x', new_str: 'a' }), '2 times, in lines 1, 3');
    expect(await content('file.txt')).toBe('x\ny\nx\n');
  });

  it('refuses what would change nothing or is incomplete', async () => {
    await given('file.txt', 'x');

    await expectRefusal(edit('str_replace', 'file.txt', { old_str: 'x', new_str: 'x' }), 'the same');
    await expectRefusal(edit('str_replace', 'file.txt', { old_str: '', new_str: 'x' }), 'old_str is empty');
    await expectRefusal(edit('str_replace', 'file.txt', { old_str: 'x' }), 'needs the parameter new_str');
    await expectRefusal(edit('str_replace', 'file.txt', { new_str: 'x' }), 'needs the parameter old_str');
  });

  it('keeps the mode of the file', async () => {
    await writeFile(workspace.path('run.sh'), 'echo a', { mode: 0o755 });
    await edit('str_replace', 'run.sh', { old_str: 'a', new_str: 'b' });

    expect((await stat(workspace.path('run.sh'))).mode & 0o777).toBe(0o755);
    expect(await content('run.sh')).toBe('echo b');
  });
});

describe('insert', () => {
  it.each([
    [0, 'new', 'new\na\nb\n'],
    [1, 'new\n', 'a\nnew\nb\n'],
    [2, 'x\ny', 'a\nb\nx\ny\n'],
  ])('after line %i puts %j', async (insert_line, new_str, expected) => {
    await given('file.txt', 'a\nb\n');
    await edit('insert', 'file.txt', { insert_line, new_str });

    expect(await content('file.txt')).toBe(expected);
  });

  it('after a last line without an end leaves none either', async () => {
    await given('file.txt', 'a\nb');
    await edit('insert', 'file.txt', { insert_line: 2, new_str: 'c' });

    expect(await content('file.txt')).toBe('a\nb\nc');
  });

  it('fills an empty file', async () => {
    await given('file.txt', '');
    await edit('insert', 'file.txt', { insert_line: 0, new_str: 'first' });

    expect(await content('file.txt')).toBe('first\n');
  });

  it('refuses a line outside the file', async () => {
    await given('file.txt', 'a\nb\n');

    await expectRefusal(edit('insert', 'file.txt', { insert_line: 3, new_str: 'x' }), 'between 0 and 2');
    await expectRefusal(edit('insert', 'file.txt', { new_str: 'x' }), 'needs the parameter insert_line');
    await expectRefusal(edit('insert', 'file.txt', { insert_line: 0 }), 'needs the parameter new_str');
  });
});

describe('undo_edit', () => {
  it('takes back one edit after the other', async () => {
    await given('file.txt', 'one');
    await edit('str_replace', 'file.txt', { old_str: 'one', new_str: 'two' });
    await edit('insert', 'file.txt', { insert_line: 1, new_str: 'three' });

    const observation = await edit('undo_edit', 'file.txt');
    expect(await content('file.txt')).toBe('two');
    expect(observation).toMatchObject({ old_content: 'two\nthree', new_content: 'two', is_error: false });
    await edit('undo_edit', 'file.txt');
    expect(await content('file.txt')).toBe('one');
    await expectRefusal(edit('undo_edit', 'file.txt'), 'no edit of');
  });

  it('says when it also undoes changes made by others', async () => {
    await given('file.txt', 'one');
    await edit('str_replace', 'file.txt', { old_str: 'one', new_str: 'two' });
    await given('file.txt', 'changed in the terminal');

    expect(textOf(await edit('undo_edit', 'file.txt'))).toContain('by other means');
  });

  it('remembers a bounded number of versions', async () => {
    await given('file.txt', '0');
    for (let i = 0; i < 30; i += 1)
      await edit('str_replace', 'file.txt', { old_str: String(i), new_str: String(i + 1) });

    let undone = 0;
    while (!(await edit('undo_edit', 'file.txt')).is_error) undone += 1;

    expect(undone).toBe(20);
    expect(await content('file.txt')).toBe('10');
  });
});
