import { utimes } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { GlobObservation, GrepObservation } from '@openhands-nest/contracts/events';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { globTool } from '../glob/glob.tool.js';
import { grepTool } from '../grep/grep.tool.js';

let workspace: LocalWorkspace;
let age = 0;

beforeEach(async () => {
  workspace = await LocalWorkspace.create();
  age = 0;
});

afterEach(() => workspace.close());

/** Each file is an hour older than the one before. */
async function given(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await workspace.writeFile(workspace.path(name), Buffer.from(content));
    const time = Date.now() / 1_000 - 3_600 * (age += 1);
    await utimes(workspace.path(name), time, time);
  }
}

function textOf({ content: [part] }: GlobObservation | GrepObservation): string {
  return part?.type === 'text' ? part.text : '';
}

const names = (paths: readonly string[]) => paths.map((path) => path.slice(workspace.root.length + 1));
const bundled = {};
/** Programs that do not exist leave the native way; a directory without `rg` hides an installed one. */
const without = { ripgrepPath: '/nowhere/rg' };

describe.each([
  ['with ripgrep', bundled],
  ['without ripgrep', without],
])('%s', (_way, options) => {
  const executors = () => {
    const context = aToolContext(options === without ? withoutRipgrep(workspace) : workspace);
    return { glob: globTool(options).createExecutor(context), grep: grepTool(options).createExecutor(context) };
  };
  const glob = (arguments_: Record<string, unknown>) =>
    executors().glob.execute(globTool().parse(arguments_), neverAborted());
  const grep = (arguments_: Record<string, unknown>) =>
    executors().grep.execute(grepTool().parse(arguments_), neverAborted());

  it('glob lists files by name, newest first', async () => {
    await given({ 'src/b.ts': '', 'a.ts': '', 'src/deep/c.ts': '', 'a.js': '', '.hidden.ts': '', '.dir/d.ts': '' });

    const observation = await glob({ pattern: '*.ts' });

    expect(names(observation.files)).toEqual(['src/b.ts', 'a.ts', 'src/deep/c.ts']);
    expect(observation).toMatchObject({
      pattern: '*.ts',
      search_path: workspace.root,
      truncated: false,
      is_error: false,
    });
    expect(textOf(observation)).toContain(workspace.path('a.ts'));
  });

  it.each([
    ['**/*.ts', ['a.ts', 'src/b.ts', 'src/deep/c.ts']],
    ['src/*.ts', ['src/b.ts']],
    ['src/**', ['src/b.ts', 'src/deep/c.ts']],
    ['**', ['a.ts', 'src/b.ts', 'src/deep/c.ts']],
    ['{a,c}.ts', ['a.ts', 'src/deep/c.ts']],
    ['[ab].ts', ['a.ts', 'src/b.ts']],
    ['?.ts', ['a.ts', 'src/b.ts', 'src/deep/c.ts']],
    ['.github/**/*.yml', ['.github/w/x.yml']],
    ['*.py', []],
  ])('glob understands %s', async (pattern, files) => {
    await given({ 'a.ts': '', 'src/b.ts': '', 'src/deep/c.ts': '', '.github/w/x.yml': '', '.git/config.yml': '' });

    expect(names((await glob({ pattern })).files)).toEqual(files);
  });

  it('glob takes absolute patterns and a path', async () => {
    await given({ 'a.ts': '', 'src/b.ts': '' });

    expect(names((await glob({ pattern: workspace.path('src/**/*.ts') })).files)).toEqual(['src/b.ts']);
    expect(names((await glob({ pattern: workspace.path('a.ts') })).files)).toEqual(['a.ts']);
    expect(names((await glob({ pattern: '*.ts', path: workspace.path('src') })).files)).toEqual(['src/b.ts']);
  });

  it('grep lists files by content, newest first, without regard to case', async () => {
    await given({
      'src/b.ts': 'Needle',
      'a.ts': 'hay\nneedle 1',
      'c.js': 'needle',
      'd.ts': 'hay',
      '.e.ts': 'needle',
      '.f/g.ts': 'needle',
    });

    const observation = await grep({ pattern: 'need(le)+', include: '*.ts' });

    expect(names(observation.matches)).toEqual(['src/b.ts', 'a.ts']);
    expect(observation).toMatchObject({
      pattern: 'need(le)+',
      include_pattern: '*.ts',
      search_path: workspace.root,
      truncated: false,
    });
    expect(names((await grep({ pattern: 'needle', include: '*.{js,py}' })).matches)).toEqual(['c.js']);
    expect(names((await grep({ pattern: 'needle', path: workspace.path('src') })).matches)).toEqual(['src/b.ts']);
    expect(names((await grep({ pattern: 'needle', include: 'src/*.ts' })).matches)).toEqual(['src/b.ts']);
    expect(names((await grep({ pattern: '-v' })).matches)).toEqual([]);
  });

  it('grep says what is wrong with an expression', async () => {
    await given({ 'a.ts': 'text' });

    const observation = await grep({ pattern: '(open' });

    expect(observation).toMatchObject({ is_error: true, matches: [] });
    expect(textOf(observation)).toContain('Correct the pattern');
  });

  it('both say when nothing is found, and where not to look', async () => {
    const missing = workspace.path('missing');

    expect(textOf(await glob({ pattern: '*.ts' }))).toContain('No file');
    expect(textOf(await grep({ pattern: 'x' }))).toContain('No file');
    expect(await glob({ pattern: '*.ts', path: missing })).toMatchObject({ is_error: true, search_path: missing });
    expect(await grep({ pattern: 'x', path: missing })).toMatchObject({ is_error: true, search_path: missing });
  });

  it('both stop at 100 files', async () => {
    await given(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}.txt`, 'x'])));

    const [globbed, grepped] = [await glob({ pattern: '*.txt' }), await grep({ pattern: 'x' })];

    expect([globbed.files.length, globbed.truncated]).toEqual([100, true]);
    expect([grepped.matches.length, grepped.truncated]).toEqual([100, true]);
    expect(names(globbed.files)[0]).toBe('f0.txt');
    expect(globbed.files).not.toContain(workspace.path('f100.txt'));
  });

  it('both end with an abort', async () => {
    const abort = new AbortController();
    abort.abort(new Error('stopped'));

    await expect(executors().glob.execute(globTool().parse({ pattern: '*' }), abort.signal)).rejects.toThrow('stopped');
    await expect(executors().grep.execute(grepTool().parse({ pattern: 'x' }), abort.signal)).rejects.toThrow('stopped');
  });
});

it('files that git ignores are left out, even when every file is asked for', async () => {
  await given({ '.gitignore': 'ignored\n', 'ignored/a.ts': 'x', 'kept.ts': 'x' });
  await workspace.execute({ command: ['git', 'init', '-q'] });
  const context = aToolContext(workspace);

  const globbed = await globTool()
    .createExecutor(context)
    .execute(globTool().parse({ pattern: '**/*' }), neverAborted());
  const grepped = await grepTool()
    .createExecutor(context)
    .execute(grepTool().parse({ pattern: 'x', include: '*' }), neverAborted());

  expect([names(globbed.files), names(grepped.matches)]).toEqual([['kept.ts'], ['kept.ts']]);
});

function withoutRipgrep(inner: LocalWorkspace): LocalWorkspace {
  return new Proxy(inner, {
    get(target, name) {
      if (name === 'execute') {
        return async (request: Parameters<LocalWorkspace['execute']>[0]) =>
          target.execute(request.command[0] === 'rg' ? { ...request, command: ['/nowhere/rg'] } : request);
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
