import { readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GitHttpServer } from '@openhands-nest/testing';
import { FileTree } from '../__fixtures__/file-tree.js';
import { plainGit } from '../__fixtures__/plain-git.js';
import { Fetcher } from '../fetch/fetcher.js';
import { inspectSkill } from './inspect-skill.js';
import { InstallationStore } from './installation-store.js';

const NOW = new Date('2026-03-02T09:15:00Z');
const PDF = '---\nname: pdf\ndescription: Works with PDF.\n---\nUse qpdf.\n';

let tree: FileTree;
let host: GitHttpServer;
let store: InstallationStore;

beforeEach(async () => {
  tree = await FileTree.create();
  host = await GitHttpServer.start();
  store = storeIn(tree);
});
afterEach(async () => {
  await host.close();
  await tree.remove();
});

function storeIn({ path }: { path: FileTree['path'] }, enabledAtFirst?: boolean): InstallationStore {
  const fetcher = new Fetcher({ git: plainGit, cache: path.call(tree, 'cache') });
  return new InstallationStore({
    directory: path.call(tree, 'installed'),
    fetcher,
    inspect: inspectSkill,
    now: () => NOW,
    ...(enabledAtFirst !== undefined && { enabledAtFirst }),
  });
}

describe('InstallationStore', () => {
  it('installs a folder of a repository on a git host, and says where it came from', async () => {
    await host.addRepository('acme/skills', {
      files: { 'skills/pdf/SKILL.md': PDF, 'skills/pdf/scripts/run.sh': 'x' },
    });

    const installed = await store.install({ source: `${host.origin}/acme/skills`, repoPath: 'skills/pdf' });

    expect(installed).toEqual({
      name: 'pdf',
      version: '1.0.0',
      description: 'Works with PDF.',
      enabled: true,
      source: `${host.origin}/acme/skills`,
      requestedRef: null,
      resolvedRef: expect.stringMatching(/^[0-9a-f]{40}$/),
      repoPath: 'skills/pdf',
      installedAt: NOW.toISOString(),
      installPath: tree.path('installed/pdf'),
    });
    expect(await readFile(tree.path('installed/pdf/scripts/run.sh'), 'utf8')).toBe('x');
    expect(await store.list()).toEqual([installed]);
    expect(await storeIn(tree).find('pdf')).toEqual(installed);
  });

  it('takes branches, and uses a repository whose root is the extension under its name', async () => {
    await host.addRepository('acme/pdf', {
      files: { 'SKILL.md': PDF },
      branches: { next: { 'SKILL.md': PDF.replace('qpdf', 'mutool') } },
    });

    await store.install({ source: `${host.origin}/acme/pdf.git`, ref: 'next' });

    expect(await readFile(tree.path('installed/pdf/SKILL.md'), 'utf8')).toContain('mutool');
    expect(await readdir(tree.path('installed/pdf'))).toEqual(['SKILL.md']);
  });

  it('is refreshed from the branch that was asked for', async () => {
    await host.addRepository('acme/pdf', {
      files: { 'SKILL.md': PDF },
      branches: { next: { 'SKILL.md': PDF.replace('qpdf', 'mutool') } },
    });
    await store.install({ source: `${host.origin}/acme/pdf.git`, ref: 'next' });

    const refreshed = await store.refresh('pdf');

    expect(refreshed).toMatchObject({ requestedRef: 'next' });
    expect(await readFile(tree.path('installed/pdf/SKILL.md'), 'utf8')).toContain('mutool');
  });

  it('is replaced only by force, and stays disabled then', async () => {
    await tree.write({ 'mine/pdf/SKILL.md': PDF });
    const source = tree.path('mine/pdf');
    await store.install({ source });

    await expect(store.install({ source })).rejects.toThrow('pdf is installed already. Send force=true to replace it.');
    expect(await store.setEnabled('pdf', false)).toBe(true);
    expect((await store.install({ source }, { force: true })).enabled).toBe(false);
    expect(await store.setEnabled('none', false)).toBe(false);
  });

  it('is fetched again from where it came from; a failure keeps what is there', async () => {
    await tree.write({ 'mine/pdf/SKILL.md': PDF });
    await store.install({ source: tree.path('mine/pdf') });
    await tree.write({ 'mine/pdf/SKILL.md': PDF.replace('qpdf', 'mutool') });

    await store.refresh('pdf');
    expect(await readFile(tree.path('installed/pdf/SKILL.md'), 'utf8')).toContain('mutool');

    await tree.write({ 'mine/pdf/SKILL.md': '---\nname: other\n---\n' });
    await expect(store.refresh('pdf')).rejects.toThrow('must be that of its folder');
    expect(await readFile(tree.path('installed/pdf/SKILL.md'), 'utf8')).toContain('mutool');
    expect(await store.refresh('none')).toBeUndefined();
  });

  it('is gone after it was uninstalled', async () => {
    await tree.write({ 'mine/pdf/SKILL.md': PDF });
    await store.install({ source: tree.path('mine/pdf') });

    expect(await store.uninstall('pdf')).toBe(true);
    expect(await store.uninstall('pdf')).toBe(false);
    expect(await store.list()).toEqual([]);
  });

  it('sees what somebody put into its folder', async () => {
    await tree.write({ 'installed/pdf/SKILL.md': PDF, 'installed/junk/file': 'x' });

    expect(await store.list()).toMatchObject([{ name: 'pdf', source: 'local', enabled: true }]);
    await store.setEnabled('pdf', false);
    expect(await store.find('pdf')).toMatchObject({ enabled: false });
  });

  it('waits to be enabled where that is asked for, also when somebody put it there, and keeps what was said then', async () => {
    await tree.write({ 'mine/pdf/SKILL.md': PDF, 'installed/found/SKILL.md': PDF.replace('name: pdf', 'name: found') });
    const source = tree.path('mine/pdf');
    const cautious = storeIn(tree, false);

    expect(await cautious.install({ source })).toMatchObject({ name: 'pdf', enabled: false });
    expect(await cautious.list()).toMatchObject([
      { name: 'found', enabled: false },
      { name: 'pdf', enabled: false },
    ]);
    await cautious.setEnabled('pdf', true);
    expect(await cautious.install({ source }, { force: true })).toMatchObject({ enabled: true });
  });

  it('remembers the branch that was asked for, and reads records that do not tell it', async () => {
    await host.addRepository('acme/pdf', { files: { 'SKILL.md': PDF }, branches: { next: { 'SKILL.md': PDF } } });
    await store.install({ source: `${host.origin}/acme/pdf`, ref: 'next' });
    expect(await store.find('pdf')).toMatchObject({ requestedRef: 'next' });

    const records = tree.path('installed/.installed.json');
    await writeFile(records, (await readFile(records, 'utf8')).replace(/.*requestedRef.*\n/, ''));
    expect(await store.find('pdf')).toMatchObject({ requestedRef: null, resolvedRef: expect.any(String) });
  });

  it('takes one of two that come at once, and leaves nothing half done', async () => {
    await tree.write({ 'mine/pdf/SKILL.md': PDF, 'other/pdf/SKILL.md': PDF.replace('qpdf', 'mutool') });
    const sources = ['mine/pdf', 'other/pdf'].map((path) => ({ source: tree.path(path) }));

    const outcomes = await Promise.allSettled(sources.map((source) => store.install(source)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await Promise.all(sources.map((source) => store.install(source, { force: true })));

    expect((await readdir(tree.path('installed'))).sort()).toEqual(['.installed.json', 'pdf']);
    expect(await readFile(tree.path('installed/pdf/SKILL.md'), 'utf8')).toContain('mutool');
  });

  it('brings nothing of the server in by a link', async () => {
    await tree.write({ 'secret.txt': 'secret', 'mine/pdf/SKILL.md': PDF, 'mine/pdf/real.md': 'real' });
    await symlink(tree.path('secret.txt'), tree.path('mine/pdf/leak.txt'));
    await symlink('real.md', tree.path('mine/pdf/alias.md'));

    await store.install({ source: tree.path('mine/pdf') });

    expect((await readdir(tree.path('installed/pdf'))).sort()).toEqual(['SKILL.md', 'alias.md', 'real.md']);
  });

  it.each([
    [{ source: 'nonsense' }, 'The source is not understood.'],
    [{ source: 'ext::sh -c id' }, 'The source is not understood.'],
    [{ source: '/nonexistent/place' }, 'There is no directory /nonexistent/place.'],
    [{ source: 'github:acme/x/skills/a', repoPath: 'b' }, 'leave repo_path out'],
    [{ source: '/tmp', repoPath: '../etc' }, 'must be relative and stay inside'],
    [{ source: 'https://example.org/x', ref: '--upload-pack=id' }, 'no name of a branch'],
  ])('refuses %j with a sentence', async (query, sentence) => {
    await expect(store.install(query)).rejects.toThrow(sentence);
  });

  it('says what is wrong with a repository, and never shows a password', async () => {
    await host.addRepository('acme/empty', { files: { 'README.md': 'x' } });
    const source = (name: string) => `${host.origin.replace('//', '//me:pass-word@')}/acme/${name}`;

    await expect(store.install({ source: source('none') })).rejects.toThrow(
      'There is no repository none at this address.',
    );
    await expect(store.install({ source: source('empty'), ref: 'nope' })).rejects.toThrow(
      'There is no branch, tag or commit nope in empty.',
    );
    await expect(store.install({ source: source('empty'), repoPath: 'a' })).rejects.toThrow(
      'There is no directory a in empty.',
    );
    await expect(store.install({ source: source('empty') })).rejects.toThrow('There is no SKILL.md');
    host.requiredToken = 'other';
    await expect(store.install({ source: source('empty') })).rejects.toThrow(
      'does not show empty without a valid password',
    );
  });
});
