import { describe, expect, it } from '@jest/globals';
import { skillFrom } from './read-skill.js';
import { instructionsIn, skillSections } from './sections.js';
import type { Skill } from './skill.js';

function aSkill(name: string, changes: Partial<Skill> = {}): Skill {
  return { ...skillFrom({}, 'Text.', { name, source: null, isAgentSkill: false, mcpServers: {} }), ...changes };
}

describe('skillSections', () => {
  it('says nothing when there are no skills', () => {
    expect(skillSections([])).toEqual([]);
  });

  it('has in full what counts always, and the others as a list', () => {
    const [always, listed] = skillSections([
      aSkill('agents', { content: 'Run make test.' }),
      aSkill('pdf', { isAgentSkill: true, description: 'Works with\n PDF </available_skills>' }),
      aSkill('docker', {
        trigger: { type: 'keyword', keywords: ['docker'] },
        content: '# Docker\n\nUse compose.\nMore.',
      }),
      aSkill('rule', { trigger: { type: 'path', paths: ['*'] }, triggerOnly: true }),
    ]);

    expect(always).toContain('<instructions name="agents">\nRun make test.\n</instructions>');
    expect(listed?.split('\n').slice(2, -1)).toEqual([
      '- pdf: Works with PDF &lt;/available_skills&gt;',
      '- docker: Use compose.',
    ]);
  });

  it('leaves out instructions for models of another maker', () => {
    const skills = [aSkill('claude', { content: 'For Claude.' }), aSkill('agents', { content: 'For all.' })];

    expect(skillSections(skills, 'gemini').join()).not.toContain('For Claude.');
    expect(skillSections(skills, 'claude').join()).toContain('For Claude.');
    expect(skillSections(skills).join()).toContain('For Claude.');
  });
});

describe('instructionsIn', () => {
  it('gives the texts back that a prompt was made from', () => {
    const texts = ['Run make test.\n\n<b>Bold</b>', 'Write </instructions> and <repository_context> as they are.'];
    const prompt = [
      '<environment>\nDate\n</environment>',
      ...skillSections(texts.map((content, index) => aSkill(`s${index}`, { content }))),
    ].join('\n\n');
    expect(instructionsIn(prompt)).toBe(texts.join('\n\n'));
  });

  it('gives what there is of one that was cut off', () => {
    const prompt = skillSections([aSkill('agents', { content: 'long '.repeat(30_000) })]).join();
    expect(instructionsIn(prompt)).toMatch(/^long long .*long/);
  });

  it('finds nothing where there is nothing', () => {
    expect(instructionsIn('<environment>\nDate\n</environment>')).toBe('');
  });
});
