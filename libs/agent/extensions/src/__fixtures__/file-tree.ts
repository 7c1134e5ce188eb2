import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Real files in a temporary directory of their own. */
export class FileTree {
  private constructor(readonly root: string) {}

  static async create(files: Readonly<Record<string, string>> = {}): Promise<FileTree> {
    const tree = new FileTree(await mkdtemp(join(tmpdir(), 'extensions-')));
    await tree.write(files);
    return tree;
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(this.path(name)), { recursive: true });
      await writeFile(this.path(name), content);
    }
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}
