import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { createTools } from '../create-tools.js';

const tools = createTools();
let workspace: LocalWorkspace;
beforeEach(async () => {
  workspace = await LocalWorkspace.create();
});
afterEach(() => workspace.close());

/** Members of the observation, whichever tool it is of. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Seen = Record<string, any>;

async function use(name: string, values: Record<string, unknown>): Promise<Seen> {
  const tool = tools.get(name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  const executor = tool.createExecutor(aToolContext(workspace));
  return executor.execute(tool.parse(values), neverAborted());
}
const write = (name: string, text: string) => writeFile(workspace.path(name), text);
const read = (name: string) => readFile(workspace.path(name), 'utf8');

describe('read_file', () => {
  it('reads whole files and parts of them', async () => {
    await write('a.txt', 'one\ntwo\nthree\n');
    expect(await use('read_file', { file_path: 'a.txt' })).toMatchObject({
      is_error: false,
      file_path: workspace.path('a.txt'),
      file_content: '     1  one\n     2  two\n     3  three',
      is_truncated: false,
      lines_shown: null,
      total_lines: 3,
    });
    expect(await use('read_file', { file_path: workspace.path('a.txt'), offset: 1, limit: 1 })).toMatchObject({
      file_content: '     2  two',
      is_truncated: true,
      lines_shown: [2, 2],
    });
  });

  it('bounds what it shows', async () => {
    await write('long.txt', `${'x'.repeat(100_000)}\n`.repeat(100));
    const { content, is_truncated } = await use('read_file', { file_path: 'long.txt' });
    expect(is_truncated).toBe(true);
    expect(content[0].text.length).toBeLessThan(70_000);
  });

  it.each([{ file_path: 'none' }, { file_path: '.' }, { file_path: 'a.txt', offset: 9 }])(
    'refuses %j',
    async (values) => {
      await write('a.txt', 'one\n');
      expect(await use('read_file', values)).toMatchObject({ is_error: true, file_content: '' });
    },
  );
});

describe('write_file', () => {
  it('makes files, and replaces them', async () => {
    expect(await use('write_file', { file_path: 'b/c.txt', content: 'new' })).toMatchObject({ is_new_file: true });
    expect(await use('write_file', { file_path: 'b/c.txt', content: 'newer' })).toMatchObject({
      is_new_file: false,
      old_content: 'new',
      new_content: 'newer',
    });
    expect(await read('b/c.txt')).toBe('newer');
    expect(await use('write_file', { file_path: 'b', content: '' })).toMatchObject({ is_error: true });
  });
});

describe('edit', () => {
  it('replaces as often as expected', async () => {
    await write('d.txt', 'a\r\nb\r\na\r\n');
    expect(await use('edit', { file_path: 'd.txt', old_string: 'b\na', new_string: 'c\nd' })).toMatchObject({
      replacements_made: 1,
    });
    expect(await read('d.txt')).toBe('a\r\nc\r\nd\r\n');
    await write('e.txt', 'x x x');
    expect(await use('edit', { file_path: 'e.txt', old_string: 'x', new_string: 'y' })).toMatchObject({
      is_error: true,
    });
    const all = { file_path: 'e.txt', old_string: 'x', new_string: 'xx', expected_replacements: 3 };
    expect(await use('edit', all)).toMatchObject({ replacements_made: 3, new_content: 'xx xx xx' });
  });

  it('makes a new file, and only a new one', async () => {
    const values = { file_path: 'f.txt', old_string: '', new_string: 'hi' };
    expect(await use('edit', values)).toMatchObject({ is_new_file: true, replacements_made: 1 });
    expect(await use('edit', values)).toMatchObject({ is_error: true });
    expect(await use('edit', { ...values, old_string: 'none' })).toMatchObject({ is_error: true });
    expect(await use('edit', { ...values, old_string: 'hi' })).toMatchObject({ is_error: true });
  });
});

describe('list_directory', () => {
  it('lists one level, or two', async () => {
    await use('write_file', { file_path: 'g/h/i.txt', content: 'deep' });
    await write('.hidden', 'x');
    const one = await use('list_directory', {});
    expect(one.entries.map(({ name }: { name: string }) => name)).toEqual(['.hidden', 'g']);
    const two = await use('list_directory', { recursive: true });
    expect(two.entries.map(({ path }: { path: string }) => path)).toEqual(
      ['.hidden', 'g', 'g/h'].map((name) => workspace.path(name)),
    );
    expect(two).toMatchObject({ total_count: 3, is_truncated: false, dir_path: workspace.root });
    expect(await use('list_directory', { dir_path: 'none' })).toMatchObject({ is_error: true, entries: [] });
  });
});

describe('planning_file_editor', () => {
  it('looks at everything and changes the plan alone', async () => {
    const plan = workspace.path('.agents_tmp/PLAN.md');
    await write('a.txt', 'one\n');
    expect(await use('planning_file_editor', { command: 'view', path: workspace.path('a.txt') })).toMatchObject({
      kind: 'PlanningFileEditorObservation',
      is_error: false,
    });
    const change = { command: 'str_replace', old_str: 'one', new_str: 'two' };
    expect(await use('planning_file_editor', { ...change, path: workspace.path('a.txt') })).toMatchObject({
      is_error: true,
      content: [{ text: expect.stringContaining(plan) }],
    });
    expect(await use('planning_file_editor', { command: 'view', path: plan })).toMatchObject({ is_error: false });
    const step = { command: 'str_replace', old_str: '## Steps', new_str: '## Steps\n\n1. Begin.' };
    expect(await use('planning_file_editor', { ...step, path: plan })).toMatchObject({ is_error: false });
    expect(await read('.agents_tmp/PLAN.md')).toContain('1. Begin.');
    expect(await read('a.txt')).toBe('one\n');
  });
});
