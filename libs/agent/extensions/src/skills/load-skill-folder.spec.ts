import { symlink } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FileTree } from '../__fixtures__/file-tree.js';
import { DiskFiles } from '../files/disk-files.js';
import { loadSkillFolder } from './load-skill-folder.js';
import type { LoadedSkills } from './skill.js';

let tree: FileTree;
afterEach(() => tree.remove());

async function load(files: Readonly<Record<string, string>>): Promise<LoadedSkills> {
  tree = await FileTree.create(files);
  return loadSkillFolder(new DiskFiles(), tree.root);
}

describe('loadSkillFolder', () => {
  it('reads a SKILL.md with everything that its header says', async () => {
    const { skills, problems } = await load({
      'pdf-tools/SKILL.md':
        '---\nname: pdf-tools\ndescription: Works with PDF files.\nlicense: MIT\nallowed-tools: terminal file_editor\ntriggers:\n  - pdf\nmetadata:\n  stars: 5\n---\n# PDF\nUse qpdf.\n',
      'pdf-tools/references/more.md': 'Not a skill of its own.',
      'pdf-tools/.mcp.json': '{"mcpServers":{"pdf":{"command":"${SKILL_ROOT}/run","args":["${TOKEN}"]}}}',
    });

    expect(problems).toEqual([]);
    expect(skills).toEqual([
      {
        name: 'pdf-tools',
        content: '# PDF\nUse qpdf.',
        trigger: { type: 'keyword', keywords: ['pdf'] },
        source: tree.path('pdf-tools/SKILL.md'),
        description: 'Works with PDF files.',
        version: '1.0.0',
        inputs: [],
        isAgentSkill: true,
        triggerOnly: false,
        mcpServers: { pdf: { command: `${tree.path('pdf-tools')}/run`, args: ['${TOKEN}'] } },
        license: 'MIT',
        compatibility: null,
        allowedTools: ['terminal', 'file_editor'],
        metadata: { stars: '5' },
      },
    ]);
  });

  it('tells what counts always, by key word, for a task and for paths', async () => {
    const { skills } = await load({
      'repo.md': 'Run make test.',
      'deep/docker.md': '---\ntriggers: [docker]\n---\nUse compose.',
      'review.md':
        '---\nname: review\ntriggers: []\ninputs:\n  - name: PR\n    description: Its number\n---\nReview ${PR}.',
      'rules.md': '---\npaths: "src/**, *.sql"\ntriggers: [x]\n---\nNo tabs.',
      'README.md': 'About this folder.',
      'notes.txt': 'No skill.',
    });

    expect(skills.map(({ name, trigger }) => [name, trigger])).toEqual([
      ['repo', null],
      ['review', { type: 'task', triggers: ['/review'] }],
      ['rules', { type: 'path', paths: ['src/**', '*.sql'] }],
      ['deep/docker', { type: 'keyword', keywords: ['docker'] }],
    ]);
    expect(skills[1]?.content).toMatch(/^Review \$\{PR\}\.\n\nAsk the user/);
    expect(skills[2]?.triggerOnly).toBe(true);
  });

  it('reports what is malformed and goes on with the others', async () => {
    const { skills, problems } = await load({
      'Bad Name/SKILL.md': '---\nname: Bad Name\n---\nx',
      'other/SKILL.md': '---\nname: wrong\n---\nx',
      'broken.md': '---\ntriggers: [\n---\nx',
      'list.md': '---\ntriggers: docker\n---\nx',
      'large.md': 'x'.repeat(600 * 1024),
      'good.md': 'Fine.',
    });

    expect(skills.map(({ name }) => name)).toEqual(['good']);
    expect(problems.map(({ path, reason }) => [path.slice(tree.root.length + 1), reason])).toEqual([
      ['Bad Name/SKILL.md', expect.stringContaining('lower-case letters')],
      ['other/SKILL.md', expect.stringContaining('must be that of its folder, "other"')],
      ['broken.md', expect.stringContaining('no YAML')],
      ['large.md', expect.stringContaining('larger than 512 KiB')],
      ['list.md', '"triggers" must be a list.'],
    ]);
  });

  it('has nothing where there is no folder', async () => {
    tree = await FileTree.create();
    expect(await loadSkillFolder(new DiskFiles(), tree.path('none'))).toEqual({ skills: [], problems: [] });
  });

  it('does not follow links out of a root', async () => {
    tree = await FileTree.create({ 'secret.md': 'secret', 'plugin/skills/a.md': 'a' });
    await symlink(tree.path('secret.md'), tree.path('plugin/skills/leak.md'));
    await symlink(tree.root, tree.path('plugin/skills/outside'));

    const { skills } = await loadSkillFolder(new DiskFiles(tree.path('plugin')), tree.path('plugin/skills'));

    expect(skills.map(({ name }) => name)).toEqual(['a']);
  });
});
