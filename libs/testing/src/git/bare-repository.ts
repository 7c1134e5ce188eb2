import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** Text of each file by its path. */
export type FileTree = Readonly<Record<string, string>>;

export interface BareRepositoryContent {
  /** Files of the branch `main`. */
  readonly files?: FileTree;
  /** Further branches: what each adds to `main` or replaces there. */
  readonly branches?: Readonly<Record<string, FileTree>>;
  /** Submodules of `main`: their URL by path. They point at a commit that nobody has. */
  readonly submodules?: Readonly<Record<string, string>>;
}

const ABSENT_COMMIT = '1'.repeat(40);
const AUTHOR = 'Test <test@example.org> 1772442900 +0000';

/** Makes a bare repository with real commits at `directory`, which must not exist. Without content it has no commit at all. */
export async function createBareRepository(directory: string, content: BareRepositoryContent = {}): Promise<void> {
  await mkdir(directory, { recursive: true });
  await git(['init', '--quiet', '--bare', '--template=', '--initial-branch=main', directory]);
  await git(['-C', directory, 'fast-import', '--quiet'], fastImportStream(content));
}

function fastImportStream({ files, branches = {}, submodules = {} }: BareRepositoryContent): string {
  if (!files && Object.keys(submodules).length === 0) return '';
  const main = commit('main', { ...files, ...gitmodules(submodules) }, gitlinks(submodules));
  return [
    main,
    ...Object.entries(branches).map(([name, tree]) => commit(name, tree, 'from refs/heads/main\n', true)),
  ].join('');
}

function commit(branch: string, tree: FileTree, more: string, hasParent = false): string {
  const message = `Content of ${branch}`;
  const head = `commit refs/heads/${branch}\ncommitter ${AUTHOR}\n${data(message)}`;
  const changes = Object.entries(tree).map(([path, content]) => `M 100644 inline ${path}\n${data(content)}`);
  return hasParent ? head + more + changes.join('') + '\n' : head + changes.join('') + more + '\n';
}

function data(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}\n`;
}

function gitlinks(submodules: Readonly<Record<string, string>>): string {
  return Object.keys(submodules)
    .map((path) => `M 160000 ${ABSENT_COMMIT} ${path}\n`)
    .join('');
}

function gitmodules(submodules: Readonly<Record<string, string>>): FileTree {
  const sections = Object.entries(submodules).map(
    ([path, url]) => `[submodule "${path}"]\n\tpath = ${path}\n\turl = ${url}\n`,
  );
  return sections.length > 0 ? { '.gitmodules': sections.join('') } : {};
}

async function git(arguments_: readonly string[], input = ''): Promise<void> {
  const env = { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const child = spawn('git', arguments_, { env, stdio: ['pipe', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  child.stdin.end(input);
  const [problem, exitCode] = await Promise.all([text(child.stderr), ended]);
  if (exitCode !== 0) throw new Error(`git ${arguments_.join(' ')} failed: ${problem}`);
}
